using System.Globalization;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// Conditions on compared galaxies, such as <c>abs(dMag) &gt; 1 &amp;&amp; n &lt; 2</c>: numbers, names, + - * / ^,
/// comparisons, and or not, and a few functions. Nothing else can be said, so nothing can be done with it.
/// </summary>
internal sealed class ObjectExpression
{
    private static readonly Dictionary<string, Func<ComparedObject, double>> Names = MakeNames();

    private static readonly Dictionary<string, Func<double[], double>> Functions =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["abs"] = a => Math.Abs(a[0]),
            ["sqrt"] = a => Math.Sqrt(a[0]),
            ["log10"] = a => Math.Log10(a[0]),
            ["ln"] = a => Math.Log(a[0]),
            ["exp"] = a => Math.Exp(a[0]),
            ["min"] = a => a.Min(),
            ["max"] = a => a.Max(),
        };

    private readonly string _text;
    private int _at;

    private ObjectExpression(string text) => _text = text;

    /// <summary>Names that may be used.</summary>
    public static IEnumerable<string> KnownNames => Names.Keys;

    /// <summary>The condition; true where its value is neither 0 nor NaN.</summary>
    public static Func<ComparedObject, bool> Parse(string text)
    {
        var parser = new ObjectExpression(text);
        var value = parser.Or();
        parser.Skip();
        return parser._at == text.Length
            ? one => value(one) is not (0 or double.NaN)
            : throw parser.Fail("an operator or the end");
    }

    private Func<ComparedObject, double> Or()
    {
        var left = And();
        while (Take("||") || TakeWord("or"))
        {
            var (a, b) = (left, And());
            left = one => Truth(a(one)) || Truth(b(one)) ? 1 : 0;
        }

        return left;
    }

    private Func<ComparedObject, double> And()
    {
        var left = Comparison();
        while (Take("&&") || TakeWord("and"))
        {
            var (a, b) = (left, Comparison());
            left = one => Truth(a(one)) && Truth(b(one)) ? 1 : 0;
        }

        return left;
    }

    private Func<ComparedObject, double> Comparison()
    {
        var a = Sum();
        Func<double, double, bool>? holds =
            Take("<=") ? (x, y) => x <= y : Take(">=") ? (x, y) => x >= y
            : Take("==") ? (x, y) => x == y : Take("!=") ? (x, y) => x != y
            : Take("<") ? (x, y) => x < y : Take(">") ? (x, y) => x > y : null;
        if (holds is null)
        {
            return a;
        }

        var b = Sum();
        return one => holds(a(one), b(one)) ? 1 : 0;
    }

    private Func<ComparedObject, double> Sum()
    {
        var left = Product();
        while (true)
        {
            var a = left;
            if (Take("+"))
            {
                var b = Product();
                left = one => a(one) + b(one);
            }
            else if (Take("-"))
            {
                var b = Product();
                left = one => a(one) - b(one);
            }
            else
            {
                return left;
            }
        }
    }

    private Func<ComparedObject, double> Product()
    {
        var left = Power();
        while (true)
        {
            var a = left;
            if (Take("*"))
            {
                var b = Power();
                left = one => a(one) * b(one);
            }
            else if (Take("/"))
            {
                var b = Power();
                left = one => a(one) / b(one);
            }
            else
            {
                return left;
            }
        }
    }

    private Func<ComparedObject, double> Power()
    {
        if (Take("-"))
        {
            var value = Power();
            return one => -value(one);
        }

        if (Peek() == '!' && !_text.AsSpan(_at).StartsWith("!="))
        {
            _at++;
            var value = Power();
            return one => Truth(value(one)) ? 0 : 1;
        }

        if (TakeWord("not"))
        {
            var value = Power();
            return one => Truth(value(one)) ? 0 : 1;
        }

        var a = Atom();
        if (!Take("^"))
        {
            return a;
        }

        var b = Power();
        return one => Math.Pow(a(one), b(one));
    }

    private Func<ComparedObject, double> Atom()
    {
        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw Fail("')'");
        }

        var start = _at;
        if (char.IsAsciiDigit(Peek()) || Peek() == '.')
        {
            start = _at;
            while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '.'
                || (_text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E')))
            {
                _at++;
            }

            return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float,
                CultureInfo.InvariantCulture, out var number) ? _ => number : throw Fail("a number", start);
        }

        start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        var name = _text[start.._at];
        if (Functions.TryGetValue(name, out var function) && Take("("))
        {
            var arguments = new List<Func<ComparedObject, double>> { Or() };
            while (Take(","))
            {
                arguments.Add(Or());
            }

            return Take(")") ? one => function([.. arguments.Select(argument => argument(one))]) : throw Fail("')'");
        }

        return Names.TryGetValue(name, out var known) ? known
            : throw Fail($"one of {string.Join(", ", Names.Keys)}, or a function {string.Join(", ", Functions.Keys)}",
                start);
    }

    private char Peek()
    {
        Skip();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private bool Take(string symbol)
    {
        Skip();
        if (!_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
        {
            return false;
        }

        _at += symbol.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        Skip();
        var rest = _text.AsSpan(_at);
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || (rest.Length > word.Length && (char.IsAsciiLetterOrDigit(rest[word.Length]) || rest[word.Length] == '_')))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private static bool Truth(double value) => value is not (0 or double.NaN);

    private CommandFailedException Fail(string expected, int? place = null)
    {
        var at = place ?? _at;
        var found = at < _text.Length ? $"'{_text[at..Math.Min(_text.Length, at + 12)]}'" : "the end";
        return new CommandFailedException(
            $"--where is '{_text}': found {found} at place {at + 1}, expected {expected}.");
    }

    private static Dictionary<string, Func<ComparedObject, double>> MakeNames()
    {
        var names = new Dictionary<string, Func<ComparedObject, double>>(StringComparer.OrdinalIgnoreCase)
        {
            ["chi2"] = one => one.Chi2Reff,
            ["sn"] = one => one.SignalToNoise,
            ["fwhm"] = one => one.PsfFwhmArcsec,
            ["separation"] = one => one.SeparationArcsec,
            ["flags"] = one => one.OurFlags,
            ["ref_flags"] = one => one.TheirFlags,
        };
        foreach (var (word, parameter) in new[]
        {
            ("Mag", ScoredParameter.Mag), ("Reff", ScoredParameter.Reff), ("Q", ScoredParameter.AxisRatio),
            ("Pa", ScoredParameter.Pa), ("N", ScoredParameter.Index),
        })
        {
            var at = ComparedParameters.ColumnOf(parameter);
            var name = word.ToLowerInvariant();
            names.Add(name, one => one.Ours[at]);
            names.Add(name + "_err", one => one.OurErrors[at]);
            names.Add("ref_" + name, one => one.Theirs[at]);
            names.Add("ref_" + name + "_err", one => one.TheirErrors[at]);
            names.Add("d" + word, one => one.Difference(parameter));
            names.Add("z" + word, one => one.Difference(parameter) / one.JointError(parameter));
        }

        return names;
    }
}
