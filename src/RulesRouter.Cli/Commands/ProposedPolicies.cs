using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Suites.Proposing;

namespace RulesRouter.Cli.Commands;

/// <summary>Writes policies with the chains that a suite proposes into a new folder, and prints the change as a diff.</summary>
internal static class ProposedPolicies
{
    /// <param name="policies">Folder, or one file, of the policies as they are.</param>
    /// <param name="target">Does not exist, or is an empty folder.</param>
    /// <param name="requests">File of the suite's requests, for the command that is printed; null if it was not written.</param>
    /// <exception cref="UserError">The folder has content, or a change cannot be written, or does not load.</exception>
    public static void Write(SuiteChains chains, string policies, string target, string? requests, TextWriter output)
    {
        if (!Directory.Exists(policies))
        {
            throw new UserError($"--write-policy needs a folder of policies; `{policies}` is none");
        }

        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new UserError($"`{target}` exists; name a new folder for the proposed policies");
        }

        var changed = Proposed(chains);
        output.WriteLine();
        if (changed.Count == 0)
        {
            output.WriteLine($"nothing is proposed: no other chain is better; `{target}` was not written");
            return;
        }

        Copy(policies, target);
        foreach (var file in changed)
        {
            var path = Path.GetRelativePath(policies, file.Path);
            File.WriteAllText(Path.Combine(target, path), TextEdit.Apply(file.Before, file.Edits));
            output.Write(TextEdit.Diff(path.Replace('\\', '/'), file.Before, file.Edits));
        }

        Check(target);
        output.WriteLine();
        output.WriteLine($"written to {target}; its effect: rulesrouter diff {policies} {target}{(requests is null ? "" : $" --requests {requests}")}");
    }

    private static List<PolicyProposal.ChangedFile> Proposed(SuiteChains chains)
    {
        try
        {
            return [.. new PolicyProposal(chains.Policy.Layers, chains.KeyAttributes).Of(chains.Chains.Comparisons)];
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
    }

    private static void Copy(string source, string target)
    {
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private static void Check(string target)
    {
        var folder = PolicyPaths.Load([target], "");
        if (folder.HasErrors)
        {
            using var errors = new StringWriter();
            FindingRenderer.Write(errors, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
            throw new UserError($"the proposed policies in `{target}` do not load; correct them by hand\n{errors}", ExitCode.DoesNotLoad);
        }
    }
}
