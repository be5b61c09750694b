using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Catalog;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Mutating;

namespace RulesRouter.Testing;

/// <summary>FsCheck generators for a folder of policies.</summary>
public static class PolicyGenerators
{
    /// <summary>
    /// Decided requests to a policy. Facts are biased to the constants in its conditions and their neighbours; some facts are
    /// missing, some providers are unavailable. Shrinks by removing facts and rounding values.
    /// </summary>
    /// <param name="policy">Name of a policy that is neither abstract nor mandatory.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public static Arbitrary<DecidedRequest> Requests(
        this PolicyWorld world,
        string policy,
        DateTimeOffset at,
        bool allowSampleEvidence = false)
    {
        var drawn = RequestDraw.Requests(world.Set, policy, at, allowSampleEvidence);
        return Arb.From(
            drawn.Generator.Select(Decide).Where(decided => decided is not null).Select(decided => decided!),
            decided => decided.Drawn is { } from ? drawn.Shrinker(from).Select(Decide).OfType<DecidedRequest>() : []);

        DecidedRequest? Decide(DrawnRequest request) => world.TryDecide(request.Witness.Recorded, at, out _) is { } decided
            ? decided with { Drawn = request }
            : null;
    }

    /// <summary>Changed catalogs: endpoints are removed, retire or lose facts, and prices change by a factor of up to 10.</summary>
    public static Arbitrary<ModelCatalog> Catalogs(this PolicyWorld world) => CatalogDraw.Of(world.Catalog).ToArbitrary();

    /// <summary>The folder's policies with one small mistake each, for testing tests. Policies that do not load are skipped.</summary>
    public static Arbitrary<AlteredPolicies> Policies(this PolicyWorld world)
    {
        var mutants = Mutants.Of(world.Policies).ToImmutableArray();
        return Gen.Elements(mutants.AsEnumerable())
            .Select(mutant => Altered(world, mutant))
            .Where(altered => altered is not null)
            .Select(altered => altered!)
            .ToArbitrary();
    }

    private static AlteredPolicies? Altered(PolicyWorld world, Mutant mutant)
    {
        try
        {
            return new AlteredPolicies(mutant.Policy, mutant.Rule, mutant.Change, world.With(mutant.Policies));
        }
        catch (PolicyFolderException)
        {
            return null;
        }
    }
}

/// <summary>Policies with one small mistake.</summary>
/// <param name="Change">The mistake, such as <c>`&lt;=` became `&lt;`</c>.</param>
public sealed record AlteredPolicies(string Policy, string Rule, string Change, PolicyWorld World)
{
    public override string ToString() => $"{Policy}/{Rule}: {Change}";
}
