using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Reads every script of a policy set once.</summary>
internal static class ScriptCompiler
{
    public static ScriptHost Compile(PolicySet set, DiagnosticBag diagnostics)
    {
        var scripts = set.Policies.SelectMany(policy => policy.Scripts).DistinctBy(script => script.QualifiedName)
            .Select(script => ScriptReader.Read(script, diagnostics)).OfType<PreparedScript>().ToList();
        return new ScriptHost(scripts);
    }
}
