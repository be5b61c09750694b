using System.Text.RegularExpressions;

namespace RulesRouter.Conversations;

/// <summary>
/// Recognises the summary that a test runner prints at the end: pytest, unittest, dotnet, cargo, go, Jest, Vitest, Mocha, JUnit, RSpec,
/// PHPUnit and node.
/// </summary>
internal static partial class TestRuns
{
    /// <summary>Characters at the end of a text that are read.</summary>
    private const int Tail = 4_000;

    /// <summary>Null if it shows no run of tests. One failure outweighs every success.</summary>
    public static TestOutcome? In(string text)
    {
        var end = text.AsSpan(Math.Max(0, text.Length - Tail));
        return Failure().IsMatch(end) ? TestOutcome.Failed : Success().IsMatch(end) ? TestOutcome.Passed : null;
    }

    [GeneratedRegex(
        """
        ^=*[ ]?(?:\d+[ ]\w+,[ ])*[1-9]\d*[ ](?:failed|errors?)\b.*[ ]in[ ][\d.:]+
        | ^FAILED[ ]\((?:failures|errors|unexpected)
        | ^Failed!\s+-[ ]Failed:
        | ^test[ ]result:[ ]FAILED
        | ^(?:---[ ]FAIL:|FAIL\t|FAIL$)
        | ^\s*Tests?(?:[ ]Files)?:?\s+[1-9]\d*[ ]failed
        | ^\s*[1-9]\d*[ ]failing\b
        | Tests[ ]run:[ ]\d+,[ ](?:Failures:[ ][1-9]|Failures:[ ]0,[ ]Errors:[ ][1-9])
        | ^\d+[ ]examples?,[ ][1-9]\d*[ ]failures?
        | ^(?:FAILURES!|ERRORS!)
        | ^\#[ ]fail[ ][1-9]
        """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Failure();

    [GeneratedRegex(
        """
        ^=*[ ]?\d+[ ]passed\b.*[ ]in[ ][\d.:]+
        | ^OK(?:[ ]\(skipped=\d+\))?\s*$
        | ^Passed!\s+-[ ]Failed:\s+0,
        | ^test[ ]result:[ ]ok\.
        | ^ok[ ]+\t\S+
        | ^\s*Tests?:?\s+\d+[ ]passed
        | ^\s*\d+[ ]passing\b
        | Tests[ ]run:[ ][1-9]\d*,[ ]Failures:[ ]0,[ ]Errors:[ ]0
        | ^[1-9]\d*[ ]examples?,[ ]0[ ]failures
        | ^OK[ ]\(\d+[ ]tests?
        | ^\#[ ]fail[ ]0
        """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Success();
}
