using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>
/// Evaluates the source of a condition while reading it: true, false, or null for unknown. A fact is a bool, double, string or set of
/// strings, or null if unknown.
/// </summary>
internal sealed partial class NaiveCondition
{
    private readonly List<string> tokens;
    private readonly NaiveFacts facts;
    private int at;

    private NaiveCondition(string source, NaiveFacts facts)
    {
        tokens = [.. Token().Matches(source).Select(match => match.Groups[1].Value)];
        this.facts = facts;
    }

    public static bool? Evaluate(string source, NaiveFacts facts)
    {
        var condition = new NaiveCondition(source, facts);
        var result = condition.Or();
        return condition.at == condition.tokens.Count ? (bool?)result.Content : throw new FormatException($"`{source}` at {condition.at}");
    }

    private Value Or()
    {
        var left = And();
        while (Accept("or"))
        {
            var (a, b) = ((bool?)left.Content, (bool?)And().Content);
            left = new Value(a == true || b == true ? true : a == false && b == false ? false : null);
        }

        return left;
    }

    private Value And()
    {
        var left = Not();
        while (Accept("and"))
        {
            var (a, b) = ((bool?)left.Content, (bool?)Not().Content);
            left = new Value(a == false || b == false ? false : a == true && b == true ? true : null);
        }

        return left;
    }

    private Value Not() => Accept("not") ? new Value(!(bool?)Not().Content) : Comparison();

    private Value Comparison()
    {
        var left = Sum();
        if (at == tokens.Count)
        {
            return left;
        }

        switch (tokens[at])
        {
            case "==" or "!=" or "<" or "<=" or ">" or ">=":
                var relation = tokens[at++];
                if (Accept("null"))
                {
                    return new Value(relation == "==" ? left.Content is null : left.Content is not null);
                }

                return new Value(Compare(left, relation, Sum()));
            case "in":
                at++;
                return new Value(IsIn(left));
            case "not" when tokens[at + 1] == "in":
                at += 2;
                return new Value(!IsIn(left));
            default:
                return left;
        }
    }

    private bool? IsIn(Value item)
    {
        Expect("(");
        var found = false;
        do
        {
            found |= Equals(Sum().Content, item.Content);
        }
        while (Accept(","));
        Expect(")");
        return item.Content is null ? null : found;
    }

    private static bool? Compare(Value left, string relation, Value right)
    {
        if (left.Content is null || right.Content is null || left.Content is double.NaN || right.Content is double.NaN)
        {
            return null;
        }

        if (relation is "==" or "!=")
        {
            return Equals(left.Content, right.Content) == (relation == "==");
        }

        var order = left.Order ?? right.Order;
        var (a, b) = order is null ? ((double)left.Content, (double)right.Content)
            : (order.IndexOf((string)left.Content), order.IndexOf((string)right.Content));
        return relation switch
        {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            _ => a >= b,
        };
    }

    private Value Sum()
    {
        var left = Product();
        while (at < tokens.Count && tokens[at] is "+" or "-")
        {
            var sign = tokens[at++] == "+" ? 1 : -1;
            left = new Value((double?)left.Content + (sign * (double?)Product().Content));
        }

        return left;
    }

    private Value Product()
    {
        var left = Sign();
        while (at < tokens.Count && tokens[at] is "*" or "/")
        {
            left = new Value(tokens[at++] == "*" ? (double?)left.Content * (double?)Sign().Content
                : (double?)left.Content / (double?)Sign().Content);
        }

        return left;
    }

    private Value Sign() => Accept("-") ? new Value(-(double?)Sign().Content) : Member();

    private Value Member()
    {
        var value = Primary();
        while (at < tokens.Count && tokens[at][0] == '.')
        {
            value = Method(value, tokens[at++]);
        }

        return value;
    }

    private Value Method(Value value, string name)
    {
        if (name == ".Length")
        {
            return new Value((double?)(value.Content as string)?.Length);
        }

        Expect("(");
        var argument = tokens[at] == ")" ? "" : Quoted(tokens[at++]);
        Expect(")");
        return new Value((value.Content, name) switch
        {
            (null, _) => null,
            (string text, ".ToLower") => text.ToLowerInvariant(),
            (string text, ".ToUpper") => text.ToUpperInvariant(),
            (string text, ".StartsWith") => text.StartsWith(argument, StringComparison.Ordinal),
            (string text, ".EndsWith") => text.EndsWith(argument, StringComparison.Ordinal),
            (string text, ".Contains") => text.Contains(argument, StringComparison.Ordinal),
            (HashSet<string> set, ".Contains") => set.Contains(argument),
            _ => throw new FormatException(name),
        });
    }

    private Value Primary()
    {
        var token = tokens[at++];
        switch (token[0])
        {
            case '(':
                var inner = Or();
                Expect(")");
                return inner;
            case '"':
                return new Value(Quoted(token));
            case >= '0' and <= '9':
                return new Value(double.Parse(token, CultureInfo.InvariantCulture));
            default:
                return Named(token);
        }
    }

    private Value Named(string name)
    {
        switch (name)
        {
            case "true" or "false":
                return new Value(name == "true");
            case "has":
                Expect("(");
                var known = Primary().Content is not null;
                Expect(")");
                return new Value(known);
            default:
                break;
        }

        while (at < tokens.Count && tokens[at][0] == '.'
            && (facts.Knows(name + tokens[at]) || (at + 1 < tokens.Count && facts.Knows(name + tokens[at] + tokens[at + 1]))))
        {
            name += tokens[at++];
        }

        return facts.Lets.TryGetValue(name, out var let) ? new Value(Evaluate(let, facts)) : new Value(facts[name], facts.OrderOf(name));
    }

    private bool Accept(string token)
    {
        if (at == tokens.Count || tokens[at] != token)
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
        {
            throw new FormatException($"expected {token}");
        }
    }

    private static string Quoted(string token) => token[1..^1];

    [GeneratedRegex("""\s*("[^"]*"|[0-9]+(?:\.[0-9]+)?|\.?[A-Za-z_][A-Za-z0-9_]*|==|!=|<=|>=|[<>(),+\-*/])""")]
    private static partial Regex Token();

    /// <param name="Order">The values of an enum, in declared order.</param>
    private sealed record Value(object? Content, List<string>? Order = null);
}
