using System.Buffers;
using System.Text.RegularExpressions;

namespace RulesRouter.Conversations;

/// <summary>Recognises from the text of a tool's result that the tool failed, where the client does not say so.</summary>
internal static partial class ToolFailure
{
    private const int Head = 400;

    /// <summary>One of them is in every text that the pattern matches; searching for them is cheap.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["error", "exit", "returncode", "return code", "fatal:", "panic:", "traceback", "failed", "did not", "status"],
        StringComparison.OrdinalIgnoreCase);

    public static bool Is(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Head));
        return head.ContainsAny(Words) && Failure().IsMatch(head);
    }

    [GeneratedRegex(
        """
        ^\s*(?:
          <(?:tool_use_error|error)>
        | \[?error\b
        | error:
        | (?:fatal|panic):
        | traceback[ ]\(most[ ]recent[ ]call[ ]last\)
        | (?:the[ ]tool[ ]execution[ ]failed|command[ ]failed|tool[ ]call[ ]failed|failed[ ]to[ ])
        | (?:.{0,120}\n){0,6}?(?:exit[ ]code:?|process[ ]exited[ ]with[ ]code|<returncode>|return[ ]?code:?|exit[ ]status:?)\s*-?[1-9]
        | \{\s*"error"\s*:\s*(?!null|false|"")
        )
        | "exit_?code"\s*:\s*-?[1-9]
        | \A\s*(?:\[[^\n]*\][ ]Result|observation|\[?(?:tool|function|command)[ _](?:call[ _])?(?:result|output|response)s?[^\n]{0,60}):\s*
            (?:traceback\b|the[ ]tool[ ]execution[ ]failed|<error|error\b|command[ ]failed)
        | \bfailed[ ]to[ ]match\b
        | \bdid[ ]not[ ](?:conform[ ]to[ ]the[ ]edit[ ]format|use[ ]a[ ]tool)\b
        | \A\#[ ]fix[ ]any[ ]errors[ ]below
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
