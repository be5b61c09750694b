using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Deciding;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Structure;

namespace RulesRouter.Verification.Proving;

/// <summary>Proves or refutes claims about policies over all requests.</summary>
internal sealed class PolicyProver(CompiledPolicySet set, ProofSettings settings)
{
    /// <summary>Unreachable, shadowed and always-true rules, gaps before the default, conflicts; then loosened inheritance.</summary>
    /// <param name="policy">A policy that is not abstract.</param>
    /// <exception cref="ArgumentException">No policy has that name, or it is abstract.</exception>
    public ImmutableArray<ProofResult> Structure(string policy)
    {
        var encoding = Encode(policy);
        return
        [
            .. new StructureProof(set, encoding, LayersToAskAbout(encoding.Policy), settings).Run(),
            .. new LooseningProof(set, encoding, settings).Run(),
        ];
    }

    /// <summary>
    /// Declared properties of one policy, over all requests, rankings and health states, with the time and evidence that each of them
    /// names.
    /// </summary>
    public ImmutableArray<ProofResult> Properties(string policy, IEnumerable<PolicyProperty> properties) =>
    [
        .. properties.GroupBy(property => (property.At, property.AllowSampleEvidence)).SelectMany(alike =>
        {
            var circumstances = settings with { At = alike.Key.At, AllowSampleEvidence = alike.Key.AllowSampleEvidence };
            var verdict = new PropertyVerdict(set, Find(policy), [.. alike], circumstances);
            return alike.Select(verdict.Prove).ToList();
        }),
    ];

    /// <summary>The policy itself, and its abstract ancestors, each in the first policy that extends it.</summary>
    private HashSet<string> LayersToAskAbout(CompiledPolicy policy) =>
    [
        policy.Name,
        .. policy.Layers.Layers.Select(layer => layer.Name).Where(layer => set.Find(layer) is null
            && set.Names.First(name => set.Find(name)!.Layers.Layers.Any(other => other.Name == layer)) == policy.Name),
    ];

    private PolicyEncoding Encode(string policy) => new(new FactSpace(), Find(policy), settings.At);

    private CompiledPolicy Find(string policy) => set.Find(policy) ?? throw new ArgumentException($"no policy is named `{policy}`");
}
