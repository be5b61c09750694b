using System.Buffers;
using System.Collections.Frozen;

namespace RulesRouter.Conversations;

/// <summary>
/// Removes what a client adds to the words of the user: reminders, the environment, instructions, output of commands. What is left is what
/// the user wrote.
/// </summary>
internal static class ClientBlocks
{
    /// <summary>Tags whose whole block is the client's, by client.</summary>
    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            // Claude Code
            "system-reminder", "command-name", "command-message", "command-args", "command-contents", "local-command-stdout",
            "local-command-stderr", "local-command-caveat", "bash-input", "bash-stdout", "bash-stderr", "ide_selection",
            "ide_opened_file", "ide_diagnostics", "user-prompt-submit-hook", "session-start-hook", "post-tool-use-hook",
            "task-notification", "new-diagnostics", "persisted-output", "background-task-output",

            // Codex
            "environment_context", "user_instructions", "permissions instructions", "skills_instructions", "apps_instructions",
            "plugins_instructions", "collaboration_mode", "personality_spec", "turn_aborted", "user_shell_command", "subagent_notification",
            "user_action", "model_switch", "skill", "INSTRUCTIONS",

            // Cline, Roo Code, Kilo Code
            "environment_details", "explicit_instructions", "file_content", "folder_content", "url_content", "terminal_output",
            "workspace_diagnostics", "final_file_content", "user_edits", "slash_command",

            // Cursor, Copilot, OpenHands and others
            "attachments", "attachment", "editorContext", "reminderInstructions", "reminder", "context", "environment", "environment_info",
            "workspace_info", "repoContext", "additional_data", "attached_files", "open_and_recently_viewed_files", "user_info",
            "project_layout", "git_status", "rules", "cursor_rules_context", "agent_transcripts", "EXTRA_INFO", "RUNTIME_INFORMATION",
            "REPOSITORY_INFO", "uploaded_files", "memory",
        ]);

    /// <summary>Tags around the words of the user, which stay.</summary>
    private static readonly FrozenSet<string> Wrappers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["task", "feedback", "answer", "user_message", "user_query", "userRequest", "user_request", "user-request", "request", "query"]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BlockLookup =
        Blocks.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WrapperLookup =
        Wrappers.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> TagEnds = SearchValues.Create(">\n<");

    /// <summary>The text without blocks at its beginning and end, and without wrappers around the rest.</summary>
    public static string Strip(string text)
    {
        var left = text.AsSpan().Trim();
        while (!left.IsEmpty)
        {
            var before = left.Length;
            left = WithoutFirst(left);
            left = WithoutLast(left);
            if (left.Length == before)
            {
                break;
            }
        }

        return left.Length == text.Length ? text : left.ToString();
    }

    private static ReadOnlySpan<char> WithoutFirst(ReadOnlySpan<char> text)
    {
        if (!TryTag(text, out var name))
        {
            return text;
        }

        if (BlockLookup.Contains(name))
        {
            var end = EndOf(text, name);
            return end < 0 ? [] : text[end..].TrimStart();
        }

        var close = WrapperLookup.Contains(name) ? EndOf(text, name) : -1;
        if (close < 0)
        {
            return text;
        }

        // What follows the wrapper may be a block, which the next round removes from the end.
        var inner = text[(name.Length + 2)..(close - name.Length - 3)].Trim();
        var rest = text[close..].Trim();
        return rest.IsEmpty || (TryTag(rest, out var next) && BlockLookup.Contains(next)) ? inner : text;
    }

    /// <summary>A block at the end begins with its tag at the beginning of a line, or directly after another block.</summary>
    private static ReadOnlySpan<char> WithoutLast(ReadOnlySpan<char> text)
    {
        if (text is not [.., '>'])
        {
            return text;
        }

        var open = text.LastIndexOf("</");
        if (open < 0)
        {
            return text;
        }

        var name = text[(open + 2)..^1];
        if (!BlockLookup.Contains(name))
        {
            return text;
        }

        for (var at = text[..open].LastIndexOf(name); at > 0; at = text[..at].LastIndexOf(name))
        {
            if (text[at - 1] == '<')
            {
                return text[..(at - 1)].TrimEnd();
            }
        }

        return text;
    }

    /// <summary>Whether the text begins with a tag such as <c>&lt;name&gt;</c>, with attributes or without.</summary>
    private static bool TryTag(ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        name = [];
        if (text is not ['<', not '/', ..])
        {
            return false;
        }

        var end = text[1..].IndexOfAny(TagEnds) + 1;
        if (end < 2 || text[end] != '>')
        {
            return false;
        }

        name = text[1..end];
        if (!BlockLookup.Contains(name) && name.IndexOf(' ') is var space and > 0)
        {
            name = name[..space];
        }

        return true;
    }

    /// <summary>The place behind the closing tag; -1 without one.</summary>
    private static int EndOf(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        for (var at = text.IndexOf("</"); at >= 0;)
        {
            var rest = text[(at + 2)..];
            if (rest.StartsWith(name) && rest.Length > name.Length && rest[name.Length] == '>')
            {
                return at + 2 + name.Length + 1;
            }

            var next = rest.IndexOf("</");
            at = next < 0 ? -1 : at + 2 + next;
        }

        return -1;
    }
}
