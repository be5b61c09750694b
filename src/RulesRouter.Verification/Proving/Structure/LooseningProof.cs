using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Verification.Proving.Demands;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving.Structure;

/// <summary>That what an ancestor demands, the policy as a whole demands for the same requests: constraints, obligations and denials.</summary>
internal sealed class LooseningProof(CompiledPolicySet set, PolicyEncoding encoding, ProofSettings settings)
{
    public IEnumerable<ProofResult> Run() => encoding.Policy.Layers.Layers.Where(layer => layer.Name != encoding.Policy.Name).Select(Prove);

    private ProofResult Prove(RoutingPolicy ancestor)
    {
        var above = PolicyLayers.AncestorsOf(set.Policies, ancestor).Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        var inherited = new PolicyDemands(encoding, rule => above.Contains(rule.Layer));
        var all = new PolicyDemands(encoding, _ => true);
        var circuit = encoding.Space.Circuit;
        var loosened = circuit.And(-all.Denied, circuit.Or(inherited.NotGrantedBy(all).Select(demand => demand.Missing).Append(inherited.Denied)));
        var found = new RequestSearch(encoding.Space, settings).Find(
            [loosened],
            encoding.Policy.Layers.Policy.Span,
            facts => Confirmations.Decided(set, encoding, facts, settings, encoding.Policy.Layers.Policy.Span, decision => Loosened(decision, above)),
            encoding.Silence);
        return new ProofResult(
            ClaimKind.NeverLoosens,
            encoding.Policy.Name,
            $"whatever `{ancestor.Name}` demands is demanded, waivers aside",
            found.Found is not null ? Verdict.Refuted : found.IsImpossible ? Verdict.Proved : Verdict.Unknown,
            encoding.Policy.Layers.Policy.Span,
            found.Found?.Witness,
            found.Obstacle,
            found.Found?.Detail ?? "");
    }

    /// <summary>A clause of a matched rule of an ancestor that the decision's own sets do not grant.</summary>
    private string? Loosened(Decision decision, HashSet<string> above)
    {
        var matched = encoding.Indices(rule => above.Contains(rule.Layer)).Where(index => decision.Trace!.Rules[index].Truth != Policies.Conditions.Truth.False).Select(index => encoding.Policy.Rules[index]);
        foreach (var rule in matched)
        {
            var clause = rule.Rule.Constraints.Where(clause => clause.Enforcement == Enforcement.Required && !clause.IsWaivable).FirstOrDefault(clause => decision.Constraints.Rows.FirstOrDefault(row => row.Definition == clause.Definition) is not { } row || !Strictness.Implies(clause.Definition, row.Value, clause.Value));
            var obligation = rule.Rule.Obligations.FirstOrDefault(clause => decision.Obligations.Rows.FirstOrDefault(row => row.Definition == clause.Definition) is not { } row || !Strictness.Implies(clause.Definition, row.Value, clause.Value));
            if (clause is not null || obligation is not null || (rule.Rule.Denies && decision.Denial?.Code != DenialCode.DeniedByRule))
            {
                return $"`{rule.QualifiedId}` demands {clause?.Definition.Name ?? obligation?.Definition.Name ?? "a denial"}, which the decision does not";
            }
        }

        return null;
    }
}
