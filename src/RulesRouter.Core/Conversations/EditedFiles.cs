using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RulesRouter.Conversations;

/// <summary>
/// Files that calls of tools write: Edit, MultiEdit, Write and NotebookEdit of Claude Code, apply_patch of Codex, write_to_file and
/// replace_in_file of Cline, SEARCH/REPLACE blocks of Aider, and the editors of other agents.
/// </summary>
internal static partial class EditedFiles
{
    private static readonly FrozenSet<string> Writers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            "Edit", "MultiEdit", "Write", "NotebookEdit", "Update", "edit_file", "write_file", "create_file", "delete_file",
            "write_to_file", "replace_in_file", "apply_diff", "insert_content", "search_and_replace", "search_replace", "str_replace",
            "str_replace_editor", "str_replace_based_edit_tool", "replace_string_in_file", "multi_replace_string_in_file",
            "insert_edit_into_file", "editor", "replace", "patch", "new_file", "editedExistingFile", "create_new_file", "text_editor",
        ]);

    /// <summary>Adds what a call writes.</summary>
    public static void AddFromCall(string tool, string arguments, HashSet<string> files)
    {
        if (arguments.Contains("*** ", StringComparison.Ordinal))
        {
            AddFromPatch(arguments, files);
        }

        if (Writers.Contains(tool) && !ViewOnly().IsMatch(arguments) && PathIn().Match(arguments) is { Success: true } path)
        {
            files.Add(path.Groups[1].Value);
        }
    }

    /// <summary>Adds what edits written in an answer change.</summary>
    public static void AddFromText(string text, HashSet<string> files)
    {
        if (text.Contains("<<<<<<< SEARCH", StringComparison.Ordinal))
        {
            foreach (Match block in SearchReplace().Matches(text))
            {
                files.Add(block.Groups[1].Value.Trim());
            }
        }

        if (text.Contains("<path>", StringComparison.Ordinal))
        {
            foreach (Match call in WrittenPath().Matches(text))
            {
                files.Add(call.Groups[1].Value);
            }
        }

        if (text.Contains("*** Begin Patch", StringComparison.Ordinal))
        {
            AddFromPatch(text, files);
        }
    }

    private static void AddFromPatch(string patch, HashSet<string> files)
    {
        foreach (Match file in Patched().Matches(patch))
        {
            files.Add(file.Groups[1].Value.Trim());
        }
    }

    [GeneratedRegex(@"""(?:file_path|notebook_path|path|target_file|filePath|filename|file|relative_path|absolute_path)""\s*:\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex PathIn();

    [GeneratedRegex(@"""command""\s*:\s*""(?:view|undo_edit)""")]
    private static partial Regex ViewOnly();

    /// <summary>In JSON a line ends with the two characters of an escape.</summary>
    [GeneratedRegex(@"\*\*\* (?:Update|Add|Delete) File: ([^\n\\]+)")]
    private static partial Regex Patched();

    [GeneratedRegex(@"^([^\s`<][^\n`<]*)\n(?:```[^\n]*\n)?<<<<<<< SEARCH", RegexOptions.Multiline)]
    private static partial Regex SearchReplace();

    [GeneratedRegex(@"<(?:write_to_file|replace_in_file|apply_diff|insert_content|search_and_replace|edit_file)>\s*<path>([^<\n]+)</path>")]
    private static partial Regex WrittenPath();
}
