using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Compiles the scopes of waivers: conditions over attributes, at least one of which the caller should not set.</summary>
internal static class WaiverCompiler
{
    /// <summary>Null if an error was reported.</summary>
    public static CompiledWaiver? Compile(Waiver waiver, ConditionScope scope, DiagnosticBag diagnostics)
    {
        if (new ConditionReader(scope).Read(waiver.When, diagnostics) is not { } condition)
        {
            return null;
        }

        var facts = ConditionFacts.Of(condition).Distinct().Select(slot => scope.Schema[slot]).ToList();
        var other = facts.FirstOrDefault(fact => !fact.IsAttribute);
        if (other is not null || ConditionFacts.Calls(condition).Any() || facts.Count == 0)
        {
            diagnostics.Add(
                WaiverDiagnostics.BadScope,
                waiver.When.Span,
                other is not null
                    ? $"`when` of a waiver reads attributes only, and `{other.Name}` is not an attribute"
                    : $"`when` of waiver `{waiver.Id}` reads no attribute",
                "write a condition on attributes, such as `team == \"migration\"`");
            return null;
        }

        if (facts.All(fact => fact.Provenance == Provenance.Caller))
        {
            diagnostics.Add(
                WaiverDiagnostics.CallersWaiver,
                waiver.When.Span,
                $"any caller can claim waiver `{waiver.Id}`: callers set {string.Join(" and ", facts.Select(fact => $"`{fact.Name}`"))} themselves",
                "scope it to an attribute with `source: key` or `source: service`");
        }

        return new CompiledWaiver(waiver, condition);
    }
}
