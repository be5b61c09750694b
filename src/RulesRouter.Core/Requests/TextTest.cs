using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RulesRouter.Requests;

/// <summary>
/// A test of a request's text that a condition writes as a call: <c>prompt.contains("a", "b")</c>. Its source is the name of a boolean
/// fact, so the same test is the same fact, and another list is another fact.
/// </summary>
/// <param name="Values">Texts of which one must be in it, ignoring case; or one regular expression.</param>
internal sealed record TextTest(TextPart Part, bool IsPattern, ImmutableArray<string> Values)
{
    /// <summary>The group of the functions.</summary>
    public const string Group = "prompt";

    private static readonly ImmutableArray<(string Name, TextPart Part, bool IsPattern)> Functions =
    [
        ("contains", TextPart.Request, false),
        ("matches", TextPart.Request, true),
        ("systemContains", TextPart.System, false),
        ("systemMatches", TextPart.System, true),
        ("anywhereContains", TextPart.Everything, false),
        ("anywhereMatches", TextPart.Everything, true),
    ];

    /// <summary>As conditions write them, <c>prompt.contains</c> first.</summary>
    public static ImmutableArray<string> FunctionNames { get; } = [.. Functions.Select(function => $"{Group}.{function.Name}")];

    /// <summary>The condition that is this test.</summary>
    public string Name => $"{Group}.{Function}({string.Join(", ", Values.Select(Quoted))})";

    /// <summary>Without the group.</summary>
    public string Function => Functions.First(function => function.Part == Part && function.IsPattern == IsPattern).Name;

    /// <summary>Null if there is no such function.</summary>
    /// <param name="function">Without the group.</param>
    public static TextTest? Of(string function, IEnumerable<string> values)
    {
        foreach (var known in Functions)
        {
            if (known.Name == function)
            {
                return new TextTest(known.Part, known.IsPattern, [.. values]);
            }
        }

        return null;
    }

    public FactDefinition ToFact() =>
        new(Name, FactType.Boolean, [], Provenance.Derived, "whether the text of the request passes this test") { TextTest = this };

    /// <summary>Why the test cannot be run; null if it can.</summary>
    public string? Problem()
    {
        if (Values.Any(value => value.Length == 0))
        {
            return "an empty text is in every text";
        }

        if (!IsPattern)
        {
            return null;
        }

        if (Values.Length != 1)
        {
            return "it takes one regular expression";
        }

        try
        {
            Regex();
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.TrimEnd('.');
        }
        catch (NotSupportedException)
        {
            return "it has a backreference, a lookaround or too many repetitions, and cannot be matched in linear time";
        }
    }

    /// <summary>Matches in time linear in the text; backreferences and lookarounds are not supported.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It uses what cannot be matched in linear time.</exception>
    public Regex Regex() => new(Values[0], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>As conditions quote strings.</summary>
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public bool Equals(TextTest? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
