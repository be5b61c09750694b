using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>One policy as written, independent of its syntax.</summary>
internal sealed record RoutingPolicy(
    string Name,
    string Description,
    ImmutableArray<string> Owners,
    bool IsAbstract,
    bool IsMandatory,
    ImmutableArray<ParentReference> Extends,
    ImmutableArray<AttributeDeclaration> Attributes,
    ImmutableArray<LetDeclaration> Lets,
    ImmutableArray<Rule> Rules,
    SourceSpan Span)
{
    /// <summary>Regions, the most preferred first, for endpoints that rank equal; empty: a wider layer's.</summary>
    public ImmutableArray<string> RegionPreference { get; init; } = [];

    public ImmutableArray<ScriptDeclaration> Scripts { get; init; } = [];

    public ImmutableArray<ParameterDeclaration> Parameters { get; init; } = [];

    /// <summary>The parameters it sets: inherited or its own.</summary>
    public ImmutableArray<ParameterSetting> Settings { get; init; } = [];

    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    public ImmutableArray<ClockDeclaration> Clocks { get; init; } = [];

    public ImmutableArray<BudgetDeclaration> Budgets { get; init; } = [];

    public ImmutableArray<IntentDeclaration> Intents { get; init; } = [];

    /// <summary>The costs for every selection by expected cost here and in policies that extend this one.</summary>
    public CostTerms Economics { get; init; } = CostTerms.None;
}

/// <summary>A name under <c>extends:</c>.</summary>
internal sealed record ParentReference(string Name, SourceSpan Span);

/// <summary>A named condition, substituted as a tree wherever it is used.</summary>
internal sealed record LetDeclaration(string Name, EmbeddedSource Value, SourceSpan Span);
