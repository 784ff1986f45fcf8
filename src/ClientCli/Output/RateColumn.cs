using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GaLNet.ClientCli.Output;

/// <summary>How many a second, e.g. <c>41/s</c>.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        var rate = task.Speed;
        return rate is null or 0
            ? new Text("")
            : new Text(string.Create(CultureInfo.InvariantCulture, $"{rate:G3}/s"));
    }
}
