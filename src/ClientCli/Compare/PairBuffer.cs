using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Room for the pairs of one parameter, filled again and again: a report forms hundreds of samples of up to a million
/// pairs, which as fresh arrays would be gigabytes of garbage. One thread's at a time.
/// </summary>
internal sealed class PairBuffer
{
    private double[] _theirs = [], _ours = [], _ourErrors = [], _theirErrors = [], _errors = [], _room = [];

    /// <summary>Pairs in it.</summary>
    public int Count { get; private set; }

    /// <summary>The reference's values.</summary>
    public ArraySegment<double> Theirs => new(_theirs, 0, Count);

    /// <summary>Ours; a wrapped PA within 90 degrees of the reference's.</summary>
    public ArraySegment<double> Ours => new(_ours, 0, Count);

    /// <summary>Our errors.</summary>
    public ReadOnlySpan<double> OurErrors => _ourErrors.AsSpan(0, Count);

    /// <summary>The reference's errors.</summary>
    public ReadOnlySpan<double> TheirErrors => _theirErrors.AsSpan(0, Count);

    /// <summary>Joint errors; NaN where neither has one.</summary>
    public ReadOnlySpan<double> Errors => _errors.AsSpan(0, Count);

    /// <summary>Takes the pairs of a parameter among some rows; rows without both values are left out.</summary>
    public void Fill(ComparedColumns columns, ScoredParameter parameter, ReadOnlySpan<int> rows)
    {
        Reserve(rows.Length);
        var (ours, ourErrors, theirs, theirErrors) = (columns.Column(0, parameter), columns.Column(1, parameter),
            columns.Column(2, parameter), columns.Column(3, parameter));
        var count = 0;
        foreach (var row in rows)
        {
            var (our, their) = (ours[row], theirs[row]);
            if (!double.IsFinite(our + their))
            {
                continue;
            }

            _theirs[count] = their;
            _ours[count] = parameter == ScoredParameter.Pa ? PositionAngles.Near(our, their) : our;
            _ourErrors[count] = ourErrors[row];
            _theirErrors[count] = theirErrors[row];
            _errors[count] = parameter == ScoredParameter.PaRaw
                ? double.NaN
                : ComparedObject.Joint(ourErrors[row], theirErrors[row]);
            count++;
        }

        Count = count;
    }

    /// <summary>
    /// Takes relative differences of a parameter as <see cref="Ours"/> against another of the reference's values as
    /// <see cref="Theirs"/>; without errors.
    /// </summary>
    public void FillTrend(ComparedColumns columns, ScoredParameter against, ScoredParameter parameter)
    {
        Reserve(columns.Count);
        var (x, ours, theirs) = (
            columns.Column(2, against), columns.Column(0, parameter), columns.Column(2, parameter));
        var count = 0;
        for (var row = 0; row < columns.Count; row++)
        {
            var relative = (ours[row] - theirs[row]) / theirs[row];
            if (double.IsFinite(relative + x[row]))
            {
                _theirs[count] = x[row];
                _ours[count++] = relative;
            }
        }

        Count = count;
        _ourErrors.AsSpan(0, count).Fill(double.NaN);
        _theirErrors.AsSpan(0, count).Fill(double.NaN);
        _errors.AsSpan(0, count).Fill(double.NaN);
    }

    /// <summary>Room for something on the way, of any content.</summary>
    public Span<double> Room(int length)
    {
        if (_room.Length < length)
        {
            _room = new double[length];
        }

        return _room.AsSpan(0, length);
    }

    /// <summary>Differences ours - theirs, in <see cref="Room"/>.</summary>
    public Span<double> Differences()
    {
        var room = Room(Count);
        for (var i = 0; i < Count; i++)
        {
            room[i] = _ours[i] - _theirs[i];
        }

        return room;
    }

    private void Reserve(int rows)
    {
        if (_ours.Length < rows)
        {
            (_theirs, _ours, _ourErrors, _theirErrors, _errors) = (
                new double[rows], new double[rows], new double[rows], new double[rows], new double[rows]);
        }
    }
}
