using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Language;

namespace RulesRouter.Cli;

/// <summary>Loads and compiles what commands are pointed at.</summary>
/// <param name="Set">Null where a diagnostic is an error.</param>
internal sealed record PolicyFolder(LoadResult Loaded, CompiledPolicySet? Set, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);

    public static PolicyFolder Load(IEnumerable<string> paths, string classifierDigest)
    {
        var files = paths.SelectMany(path => ReadFiles(path).AsEnumerable()).DistinctBy(file => file.Path).ToList();
        if (files.Count == 0)
        {
            throw new UserError($"no YAML files at {string.Join(", ", paths.Select(path => $"`{path}`"))}", ExitCode.DoesNotLoad);
        }

        var loaded = PolicyLoader.Load(files);
        var compiled = PolicyCompiler.Compile(loaded.Policies, loaded.Catalog, loaded.ContentDigest, classifierDigest);
        var all = new DiagnosticBag();
        all.AddRange(loaded.Diagnostics);
        all.AddRange(compiled.Diagnostics);
        return new PolicyFolder(loaded, loaded.HasErrors ? null : compiled.Set, all.Sorted());
    }

    private static ImmutableArray<PolicyFile> ReadFiles(string path)
    {
        try
        {
            return PolicyDirectory.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"`{path}` cannot be read: {exception.Message.TrimEnd('.')}", ExitCode.DoesNotLoad);
        }
    }
}
