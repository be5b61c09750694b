using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Economics.Abilities;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;

namespace RulesRouter;

/// <summary>Policies, catalog and test suites, loaded and compiled together.</summary>
/// <param name="Set">Null if a diagnostic is an error.</param>
/// <param name="Diagnostics">Diagnostics of loading and compiling, sorted.</param>
internal sealed record PolicyFolder(LoadResult Loaded, CompiledPolicySet? Set, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);

    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A path may not be read.</exception>
    public static PolicyFolder Load(IEnumerable<string> paths, string classifierDigest) =>
        Load(paths.SelectMany(path => PolicyDirectory.Read(path).AsEnumerable()).DistinctBy(file => file.Path), classifierDigest);

    /// <summary>
    /// An exception while loading is a bug; it is reported as an error of this load, so that the previous revision stays in use.
    /// </summary>
    /// <param name="before">The previous revision; unchanged rules are not compiled again.</param>
    /// <param name="loaded">What it was compiled from; unchanged files are not read again.</param>
    public static PolicyFolder Load(
        IEnumerable<PolicyFile> files,
        string classifierDigest,
        CompiledPolicySet? before = null,
        LoadResult? loaded = null)
    {
        var read = files.ToList();
        try
        {
            return LoadAll(read, classifierDigest, before, loaded);
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            return new PolicyFolder(PolicyLoader.Load([]), null, [InternalError(exception)]);
        }
    }

    internal static Diagnostic InternalError(Exception exception) => new(
        RouterDiagnostics.InternalError,
        default,
        $"internal error while loading: {exception.Message}",
        "report this bug of rulesrouter with the policies; changing the last edited lines may avoid it");

    private static PolicyFolder LoadAll(
        List<PolicyFile> files,
        string classifierDigest,
        CompiledPolicySet? before,
        LoadResult? last)
    {
        // A reload leaves the other cores to requests.
        var threads = before is null ? Environment.ProcessorCount : 1;
        var loaded = PolicyLoader.Load(files, threads, last);
        if (before is null && !loaded.HasErrors)
        {
            // Decisions need the fit, which takes as long as compiling; no one waits for it here.
            SeveralThreads.OnItsOwn(ModelAbilities.Of(loaded.Catalog).Fit);
        }

        var compiled = PolicyCompiler.Compile(
            loaded.Policies,
            loaded.Catalog,
            loaded.ContentDigest,
            classifierDigest,
            onlyCheck: loaded.HasErrors,
            before,
            threads);
        var all = new DiagnosticBag();
        all.AddRange(loaded.Diagnostics);
        all.AddRange(compiled.Diagnostics);
        return new PolicyFolder(loaded, compiled.Set, all.Sorted());
    }
}
