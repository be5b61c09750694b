using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Checks;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Formats;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation;

/// <summary>
/// Compiles each policy with all its layers: conditions, type-checked → checks → index (and RulesEngine workflows on demand).
/// </summary>
internal static class PolicyCompiler
{
    /// <summary>Increased whenever the same policies and request may give another decision: part of every revision.</summary>
    public const string SemanticsVersion = "1";

    /// <param name="contentDigest">Digest of the policy and catalog files.</param>
    /// <param name="onlyCheck">The policies have errors already: check conditions to report theirs too, and compile nothing.</param>
    /// <param name="before">The current revision: its unchanged conditions are reused.</param>
    public static CompileResult Compile(
        PolicySet set,
        ModelCatalog catalog,
        string contentDigest,
        string classifierDigest,
        bool onlyCheck = false,
        CompiledPolicySet? before = null)
    {
        var cache = new ConditionCache(before?.Conditions);
        var diagnostics = new DiagnosticBag();
        var compiled = ImmutableSortedDictionary.CreateBuilder<string, CompiledPolicy>(StringComparer.Ordinal);
        var scripts = ScriptCompiler.Compile(set, diagnostics);
        foreach (var policy in set.Policies)
        {
            var layers = PolicyLayers.Of(set, policy);
            var read = RuleCompiler.Compile(set, layers, diagnostics, cache);
            DerivedComplianceCheck.Run(read.Rules, read.Schema, diagnostics);
            SelectionCheck.Run(read.Rules, diagnostics);
            SplitKeyCheck.Run(read.Rules, layers, read.Schema, diagnostics);
            if (!policy.IsAbstract && !onlyCheck && !diagnostics.HasErrors)
            {
                compiled[policy.Name] = new CompiledPolicy(layers, read, scripts);
            }
        }

        return new CompileResult(
            onlyCheck || diagnostics.HasErrors
                ? null
                : new CompiledPolicySet(Revision(contentDigest, classifierDigest), set, catalog, compiled.ToImmutable(), cache),
            diagnostics.Sorted());
    }

    private static string Revision(string contentDigest, string classifierDigest)
    {
        var parts = string.Join('\n', "rulesrouter revision", contentDigest, classifierDigest, SemanticsVersion, TimeZoneData.Version);
        return Sha256.Digest(parts);
    }
}
