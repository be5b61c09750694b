using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A call through an aggregator passes through its carriers: constraints, health and <c>distinct</c> count them all.</summary>
public sealed class CarrierTests
{
    [Theory]
    [InlineData("forbid", "acme", "other/m")]
    [InlineData("forbid", "deep", "acme/m, other/m")]
    [InlineData("allow", "broker", "")]
    [InlineData("allow", "broker, acme", "acme/m")]
    [InlineData("allow", "broker, acme, deep", "acme/m, broker/m")]
    [InlineData("allow", "*", "acme/m, broker/m, other/m")]
    [InlineData("forbid", "nowhere", "acme/m, broker/m, other/m")]
    public void Constraints_on_providers_count_every_carrier(string facet, string names, string eligible)
    {
        ConstraintTable.TryFind($"providers.{facet}", out var definition);
        var value = new ConstraintValue.Names(names.Split(", ").ToImmutableSortedSet(StringComparer.Ordinal));
        var rule = Constrain("r", Enforcement.Required) with { Constraints = [new ConstraintClause(definition!, value, default)] };

        Assert.Equal(eligible, Chain(Routing with { Rules = [rule] }));
    }

    [Theory]
    [InlineData("acme", "other/m")]
    [InlineData("deep", "acme/m, other/m")]
    [InlineData("broker", "acme/m, other/m")]
    [InlineData("deep-domain", "acme/m, other/m")]
    public void An_endpoint_is_down_with_any_of_its_carriers(string down, string left) =>
        Assert.Equal(left, Chain(Routing with { State = new RouterState(ImmutableSortedSet.Create(StringComparer.Ordinal, down)) }));

    [Theory]
    [InlineData(nameof(Distinct.None), "acme/m, broker/m, other/m")]
    [InlineData(nameof(Distinct.Provider), "acme/m, other/m")]
    [InlineData(nameof(Distinct.FailureDomain), "acme/m, other/m")]
    public void Distinct_hops_share_no_carrier(string distinct, string chain) =>
        Assert.Equal(chain, Chain(Routing.Selecting(
            selection => selection with { Fallback = selection.Fallback with { Distinct = Enum.Parse<Distinct>(distinct) } })));

    [Theory]
    [InlineData("allow", "*")]
    [InlineData("forbid", "nowhere")]
    public void An_unknown_carrier_violates_every_constraint_on_providers(string facet, string name)
    {
        ConstraintTable.TryFind($"providers.{facet}", out var definition);
        var clause = new ConstraintClause(definition!, new ConstraintValue.Names([name]), default);
        var rule = Constrain("r", Enforcement.Required) with { Constraints = [clause] };
        var unknown = Endpoint("dark/m") with { Carriers = new Carriers([], AreKnown: false) };

        Assert.Equal("other/m", Chain(new SmallRouting(unknown, Endpoint("other/m", 3)) { Rules = [rule] }));
    }

    private static SmallRouting Routing => new(
        Endpoint("acme/m"),
        Endpoint("broker/m", 2) with { Carriers = Behind },
        Endpoint("other/m", 3));

    private static Carriers Behind => new([Provider("acme", "acme"), Provider("deep", "deep-domain")], AreKnown: true);

    private static Provider Provider(string id, string domain) => new(id, id, [], domain, ComplianceFacts.Unknown);

    private static string Chain(SmallRouting routing) => string.Join(", ", routing.Decide().Chain.Select(hop => (string)hop.Endpoint.Id));
}
