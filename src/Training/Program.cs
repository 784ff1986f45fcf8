using GaLNet.Training;

return await TrainApp.RunAsync(args, Console.Error, CancellationToken.None);
