using System.Collections.Immutable;
using RulesRouter.Evaluation;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Deciding;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Structure;

namespace RulesRouter.Verification.Proving;

/// <summary>Proves or refutes claims about policies over all requests there can be.</summary>
public sealed class PolicyProver(CompiledPolicySet set, ProofSettings settings)
{
    /// <summary>Unreachable, shadowed and always-true rules, gaps before the default, conflicts; then, that no ancestor's demand is loosened.</summary>
    /// <param name="policy">One that requests can name.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public ImmutableArray<ProofResult> Structure(string policy)
    {
        var encoding = Encode(policy);
        return [.. new StructureProof(set, encoding, LayersToAskAbout(encoding.Policy), settings).Run(), .. new LooseningProof(set, encoding, settings).Run()];
    }

    /// <summary>Declared properties of one policy, over all requests, every ranking and any health, at the moment and on the evidence each of them names.</summary>
    public ImmutableArray<ProofResult> Properties(string policy, IEnumerable<PolicyProperty> properties) =>
    [
        .. properties.GroupBy(property => (property.At, property.AllowSampleEvidence)).SelectMany(alike =>
        {
            var circumstances = settings with { At = alike.Key.At, AllowSampleEvidence = alike.Key.AllowSampleEvidence };
            var proof = new PropertyProof(set, new PolicyProver(set, circumstances).Encode(policy), circumstances);
            return alike.Select(proof.Prove).ToList();
        }),
    ];

    /// <summary>The policy itself, and those of its ancestors that no request can name, each in the first policy that extends it.</summary>
    private HashSet<string> LayersToAskAbout(CompiledPolicy policy) =>
    [
        policy.Name,
        .. policy.Layers.Layers.Select(layer => layer.Name).Where(layer => set.Find(layer) is null
            && set.Names.First(name => set.Find(name)!.Layers.Layers.Any(other => other.Name == layer)) == policy.Name),
    ];

    private PolicyEncoding Encode(string policy) =>
        new(new FactSpace(), set.Find(policy) ?? throw new ArgumentException($"no policy that requests can name is called `{policy}`"), settings.At);
}
