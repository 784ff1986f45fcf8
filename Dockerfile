# One image for every process of a cluster: silos (the default) and the galnet command.
#   docker build -t galnet .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src ./src
COPY models ./models
RUN dotnet publish src/Silo -c Release -o /app \
 && dotnet publish src/ClientCli -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 curl && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
RUN useradd --system --uid 10001 galnet
USER galnet
WORKDIR /home/galnet
EXPOSE 11111 30000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD curl -fsS http://127.0.0.1:9464/ready || exit 1
ENTRYPOINT ["dotnet", "/app/galnet-silo.dll"]
