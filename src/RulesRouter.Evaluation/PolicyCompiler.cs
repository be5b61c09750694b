using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Checks;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Scripts;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation;

/// <summary>Policies → conditions, type-checked → checks on them → the index over them (and RulesEngine workflows, when asked for), per policy with all its layers.</summary>
public static class PolicyCompiler
{
    /// <summary>Raised whenever the same policies and request may decide differently: part of every revision.</summary>
    public const string SemanticsVersion = "1";

    /// <param name="contentDigest">Over the policy and catalog files.</param>
    /// <param name="onlyCheck">What was loaded has errors: report what conditions add to them, and build nothing on what is known to be wrong.</param>
    /// <param name="before">The revision so far: rules that did not change since are not read again.</param>
    public static CompileResult Compile(PolicySet set, ModelCatalog catalog, string contentDigest, string classifierDigest, bool onlyCheck = false, CompiledPolicySet? before = null)
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
            onlyCheck || diagnostics.HasErrors ? null : new CompiledPolicySet(Revision(contentDigest, classifierDigest), set, catalog, compiled.ToImmutable(), cache),
            diagnostics.Sorted());
    }

    private static string Revision(string contentDigest, string classifierDigest)
    {
        var parts = string.Join('\n', "rulesrouter revision", contentDigest, classifierDigest, SemanticsVersion, TimeZoneData.Version);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));
    }
}
