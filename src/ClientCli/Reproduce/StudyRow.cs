using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>One number of a study, as 'galnet-train study' writes figures.csv.</summary>
/// <param name="Engine">Which training.</param>
/// <param name="Model">What is said of it.</param>
/// <param name="Group">"all" or an interval of the true value.</param>
/// <param name="Parameter">Short name of the parameter.</param>
/// <param name="Statistic">What the number is.</param>
/// <param name="Number">The number.</param>
internal sealed record StudyRow(
    string Engine, string Model, string Group, string Parameter, string Statistic, double Number)
{
    /// <summary>All rows of a file; a missing column is named by the table.</summary>
    public static IReadOnlyList<StudyRow> Read(Table table)
    {
        var (engine, model, group) = (table.Strings("engine"), table.Strings("model"), table.Strings("group"));
        var (parameter, statistic, value) = (
            table.Strings("parameter"), table.Strings("statistic"), table.Doubles("value"));
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new StudyRow(
            engine[row], model[row], group[row], parameter[row], statistic[row], value[row]))];
    }

    /// <summary>One number; NaN when it is not there.</summary>
    public static double Value(
        IReadOnlyList<StudyRow> rows, string engine, string parameter, string group, string statistic)
        => rows.FirstOrDefault(row => row.Engine == engine && row.Parameter == parameter && row.Group == group
            && row.Statistic == statistic)?.Number ?? double.NaN;
}
