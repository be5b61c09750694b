using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Requirements;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;

namespace RulesRouter.Verification.Proving.Structure;

/// <summary>
/// Proves that constraints, obligations and denials of an ancestor are in force in the whole policy, for the same requests.
/// </summary>
internal sealed class LooseningProof(CompiledPolicySet set, PolicyEncoding encoding, ProofSettings settings)
{
    public IEnumerable<ProofResult> Run() => encoding.Policy.Layers.Layers.Where(layer => layer.Name != encoding.Policy.Name).Select(Prove);

    private ProofResult Prove(RoutingPolicy ancestor)
    {
        var above = PolicyLayers.AncestorsOf(set.Policies, ancestor).Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        var inherited = new PolicyRequirements(encoding, rule => above.Contains(rule.Layer));
        var all = new PolicyRequirements(encoding, _ => true);
        var circuit = encoding.Space.Circuit;
        var loosened = circuit.And(
            -all.Denied,
            circuit.Or(inherited.NotImpliedBy(all).Select(requirement => requirement.Missing).Append(inherited.Denied)));
        var found = new RequestSearch(encoding.Space, settings).Find(
            [loosened],
            encoding.Policy.Layers.Policy.Span,
            facts =>
                Confirmations.Decided(
                    set,
                    encoding,
                    facts,
                    settings,
                    encoding.Policy.Layers.Policy.Span,
                    decision => Loosened(decision, above)),
            encoding.EmptyRequest);
        return new ProofResult(
            ClaimKind.NeverLoosens,
            encoding.Policy.Name,
            $"everything `{ancestor.Name}` requires is in force, except for waivers",
            found.Found is not null ? ProofVerdict.Refuted : found.IsImpossible ? ProofVerdict.Proved : ProofVerdict.Unknown,
            encoding.Policy.Layers.Policy.Span,
            found.Found?.Witness,
            found.Obstacle,
            found.Found?.Detail ?? "");
    }

    /// <summary>A clause of a matched rule of an ancestor that the decision's constraints and obligations do not imply.</summary>
    private string? Loosened(Decision decision, HashSet<string> above)
    {
        var matched = encoding.Indices(rule => above.Contains(rule.Layer))
            .Where(index => decision.Explanation.Trace!.Rules[index].Truth != Policies.Conditions.Truth.False)
            .Select(index => encoding.Policy.Rules[index]);
        foreach (var rule in matched)
        {
            var clause = rule.Rule.Constraints
                .Where(clause => clause.Enforcement == Enforcement.Required && !clause.IsWaivable)
                .FirstOrDefault(
                    clause =>
                        decision.Constraints.Rows.FirstOrDefault(row => row.Definition == clause.Definition) is not { } row
                            || !Strictness.Implies(clause.Definition, row.Value, clause.Value));
            var obligation = rule.Rule.Obligations.FirstOrDefault(
                clause =>
                    decision.Obligations.Rows.FirstOrDefault(row => row.Definition == clause.Definition) is not { } row
                        || !Strictness.Implies(clause.Definition, row.Value, clause.Value));
            if (
                clause is not null
                    || obligation is not null
                    || (rule.Rule.Denies && decision is not Denied { Code: DenialCode.DeniedByRule }))
            {
                return $"`{rule.QualifiedId}` requires {clause?.Definition.Name ?? obligation?.Definition.Name ?? "a denial"}, which is not in force";
            }
        }

        return null;
    }
}
