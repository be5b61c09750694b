namespace RulesRouter.Differential.Tests.Generating;

/// <summary>Policies, a catalog, and requests for the policy `child`.</summary>
internal sealed record World(IReadOnlyList<string> Policies, string Catalog, IReadOnlyList<string> Requests)
{
    public static World Generate(int seed, int requests)
    {
        var random = new Random(seed);
        var catalog = new CatalogGenerator(random);
        var text = catalog.Generate();
        var policies = new PolicyGenerator(random, catalog).Generate();
        var generator = new RequestGenerator(random, catalog);
        return new World(policies, text, [.. Enumerable.Range(0, requests).Select(_ => generator.Generate())]);
    }
}
