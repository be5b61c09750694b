using System.Collections.Immutable;
using RulesRouter.Requests;

namespace RulesRouter.Policies;

/// <summary>A policy with everything that applies to it: itself, its ancestors, and the mandatory policies with theirs.</summary>
/// <param name="Layers">Most specific first; each policy once, after every policy that extends it.</param>
internal sealed record PolicyLayers(RoutingPolicy Policy, ImmutableArray<RoutingPolicy> Layers)
{
    /// <summary>Ancestors that do not exist or that close a cycle are skipped: the loader reports them.</summary>
    public static PolicyLayers Of(PolicySet set, RoutingPolicy policy)
    {
        var layers = Linearise(set, [.. set.Policies.Where(other => other.IsMandatory).Reverse(), policy]);
        return new PolicyLayers(
            policy,
            [.. layers.Where(layer => layer.Name == policy.Name), .. layers.Where(layer => layer.Name != policy.Name)]);
    }

    /// <summary>A policy and what it extends, directly or not; most specific first.</summary>
    public static ImmutableArray<RoutingPolicy> AncestorsOf(PolicySet set, RoutingPolicy policy) => Linearise(set, [policy]);

    private static ImmutableArray<RoutingPolicy> Linearise(PolicySet set, IEnumerable<RoutingPolicy> roots)
    {
        var finished = new List<RoutingPolicy>();
        var entered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            Visit(root);
        }

        finished.Reverse();
        return [.. finished];

        void Visit(RoutingPolicy current)
        {
            if (!entered.Add(current.Name))
            {
                return;
            }

            foreach (var parent in current.Extends.Reverse())
            {
                if (set.Find(parent.Name) is { } found)
                {
                    Visit(found);
                }
            }

            finished.Add(current);
        }
    }

    public FactSchema Facts() => new([
        .. Attributes().Select(attribute => attribute.ToFact()),
        .. Clocks().SelectMany(clock => clock.ToFacts()),
        .. Budgets().SelectMany(budget => budget.ToFacts()),
        .. IntentDeclaration.ToFacts(Intents()),
        .. TextTestReader.In(Conditions()).Select(test => test.ToFact())]);

    /// <summary>The source of every condition.</summary>
    private IEnumerable<string> Conditions() => Layers.SelectMany(layer =>
        layer.Lets.Select(let => let.Value.Text)
            .Concat(layer.Rules.Select(rule => rule.When?.Text).OfType<string>())
            .Concat(layer.Waivers.Select(waiver => waiver.When.Text)));

    public IEnumerable<ClockDeclaration> Clocks() => Layers.Reverse().SelectMany(layer => layer.Clocks);

    /// <summary>Inherited ones first.</summary>
    public IEnumerable<BudgetDeclaration> Budgets() => Layers.Reverse().SelectMany(layer => layer.Budgets);

    /// <summary>Those of a wider layer first.</summary>
    public IEnumerable<IntentDeclaration> Intents() => Layers.Reverse().SelectMany(layer => layer.Intents);

    /// <summary>That of the most specific layer with one; empty: none has.</summary>
    public ImmutableArray<string> RegionPreference() =>
        Layers.Select(layer => layer.RegionPreference).FirstOrDefault(regions => !regions.IsEmpty, []);

    /// <summary>A rule's own terms over the layers' <c>economics:</c>, most specific first.</summary>
    public CostRule CostOf(Selection selection) =>
        Layers.Aggregate(selection.Cost, (terms, layer) => terms.Over(layer.Economics)).Resolve();

    /// <summary>
    /// Attribute and value of the credential by which difficulty is learned, such as <c>team=search</c>; null if no layer names an
    /// attribute, or the request has no value of it.
    /// </summary>
    public string? DifficultyGroupOf(DecisionRequest request) =>
        Layers.Select(layer => layer.Economics.DifficultyBy).OfType<AttributeReference>().FirstOrDefault() is { } attribute
        && CredentialAttribute.ValueOf(attribute.Name, Attributes(), request) is { } value
            ? $"{attribute.Name}={value}"
            : null;

    public IEnumerable<AttributeDeclaration> Attributes() => Layers.Reverse().SelectMany(layer => layer.Attributes);
}
