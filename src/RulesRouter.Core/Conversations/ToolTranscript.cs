using System.Text.RegularExpressions;

namespace RulesRouter.Conversations;

/// <summary>
/// Recognises results of tools that a client sends as text in the role of the user, and calls that a model writes as text, as Cline, Roo
/// Code, Aider and agents without a tool API do.
/// </summary>
internal static partial class ToolTranscript
{
    /// <summary>Characters of a text that are read.</summary>
    private const int Head = 600;

    private static readonly string[] CallEnds =
    [
        "</tool_call>", "</function_call>", "</function_calls>", "</tool_use>", "</invoke>", "</function>", "</execute_command>",
        "</read_file>", "</write_to_file>", "</replace_in_file>", "</apply_diff>", "</insert_content>", "</search_files>", "</list_files>",
        "</list_code_definition_names>", "</browser_action>", "</use_mcp_tool>", "</access_mcp_resource>", "</execute_bash>",
        "</execute_ipython>", "</execute>", "</str_replace_editor>", "</action>", "</bash>", "<|tool_call_end|>", "<|tool_calls_section_end|>",
    ];

    /// <summary>Whether a text in the role of the user is the result of a tool.</summary>
    public static bool IsResult(string text) =>
        text.Length > 0 && Result().IsMatch(text.AsSpan(0, Math.Min(text.Length, Head)));

    /// <summary>Whether a message of the assistant ends with a call written as text, so that the next message is its result.</summary>
    public static bool EndsWithCall(string text)
    {
        var end = text.AsSpan().TrimEnd();
        foreach (var mark in CallEnds)
        {
            if (end.EndsWith(mark, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The tool that a result in text names, as in <c>[execute_command for 'npm test'] Result:</c>; empty if it names none.
    /// </summary>
    public static string NameIn(string text)
    {
        var match = Named().Match(text[..Math.Min(text.Length, Head)]);
        return match.Success ? match.Groups[1].Value : "";
    }

    [GeneratedRegex(@"^\[(\w[\w.-]*)(?: (?:for|with|to|in) [^\n]*)?\] Result:", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(
        """
        ^(?:
          \[\w[\w.-]*(?:[ ](?:for|with|to|in)[ ][^\n]*)?\][ ]Result:
        | \[?(?:tool|function|command|terminal|shell)[ _](?:call[ _])?(?:results?|outputs?|responses?)\b[^\n]{0,80}(?:[:\]]|\n|$)
        | (?:results?|outputs?|responses?)[ ](?:of|from)[ ](?:the[ ])?(?:tool|function|command|running|executing|executed)\b
        | here[ ](?:is|are)[ ]the[ ](?:results?|outputs?)[ ](?:of|from)[ ](?:the[ ])?(?:tool|command|function)
        | (?:observation|execution[ ]result|exit[ ]code|return[ ]?code|exit[ ]status|stdout|stderr)\b[^\n]{0,80}[:\n]
        | <(?:tool_result|tool_results|tool_response|tool_output|tool_use_error|function_results?|function_response|returncode|stdout|stderr
            |command_output|observation|execute_result|execution_result|output|result)\b
        | I[ ]ran[ ]this[ ]command:
        | \#[ ]\d+[ ]SEARCH/REPLACE[ ]blocks?[ ]failed
        | (?:the[ ]LLM[ ]did[ ]not[ ]conform[ ]to[ ]the[ ]edit[ ]format|\[error\][ ]you[ ]did[ ]not[ ]use[ ]a[ ]tool)
        | \#[ ]fix[ ]any[ ]errors[ ]below
        | (?:chunk[ ]id:|process[ ]exited|command[ ]failed|command[ ]executed|the[ ]tool[ ]execution[ ]failed|the[ ]command[ ]was[ ]executed)
        | \{\s*"(?:stdout|stderr|exit_?code|return_?code|tool_call_id|tool_use_id|observation)"
        )
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Result();
}
