using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Catalog;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Mutating;

namespace RulesRouter.Testing;

/// <summary>What FsCheck draws from a folder of policies.</summary>
public static class PolicyGenerators
{
    /// <summary>
    /// Requests to a policy, decided. Facts are biased to the constants that its conditions speak of and to their neighbours, some are left
    /// unsaid, some providers are down. Shrinks by leaving out, and to rounder values.
    /// </summary>
    /// <param name="policy">One that requests can name.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public static Arbitrary<DecidedRequest> Requests(this PolicyWorld world, string policy, DateTimeOffset at, bool allowSampleEvidence = false)
    {
        var drawn = RequestDraw.Requests(world.Set, policy, at, allowSampleEvidence);
        return Arb.From(
            drawn.Generator.Select(Decide).Where(decided => decided is not null).Select(decided => decided!),
            decided => decided.Drawn is { } from ? drawn.Shrinker(from).Select(Decide).OfType<DecidedRequest>() : []);

        DecidedRequest? Decide(DrawnRequest request) => world.TryDecide(request.Witness.Recorded, at, out _) is { } decided ? decided with { Drawn = request } : null;
    }

    /// <summary>Catalogs as this one might become: endpoints fall away, retire or lose facts, and prices go up and down by up to a factor of 10.</summary>
    public static Arbitrary<ModelCatalog> Catalogs(this PolicyWorld world) => CatalogDraw.Of(world.Catalog).ToArbitrary();

    /// <summary>The folder's policies with one small mistake in them: what a test of tests draws. Those that would not load are left out.</summary>
    public static Arbitrary<AlteredPolicies> Policies(this PolicyWorld world)
    {
        var mutants = Mutants.Of(world.Policies).ToImmutableArray();
        return Gen.Elements(mutants.AsEnumerable()).Select(mutant => Altered(world, mutant)).Where(altered => altered is not null).Select(altered => altered!).ToArbitrary();
    }

    private static AlteredPolicies? Altered(PolicyWorld world, Mutant mutant)
    {
        try
        {
            return new AlteredPolicies(mutant, world.With(mutant.Policies));
        }
        catch (PolicyFolderException)
        {
            return null;
        }
    }
}

/// <summary>Policies with one small mistake.</summary>
public sealed record AlteredPolicies(Mutant Mutant, PolicyWorld World)
{
    public override string ToString() => $"{Mutant.Policy}/{Mutant.Rule}: {Mutant.Change}";
}
