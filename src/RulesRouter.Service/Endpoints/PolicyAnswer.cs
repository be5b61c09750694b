using System.Collections.Immutable;
using System.ComponentModel;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary>The response of <c>GET /v1/policies</c>.</summary>
internal sealed record PolicyListAnswer(
    [property: Description("the current revision")] string Revision,
    [property: Description("the policies that requests can name")] IEnumerable<PolicySummary> Policies);

internal sealed record PolicySummary(
    [property: Description("the name that requests use")] string Name,
    [property: Description("its purpose")] string Description,
    [property: Description("teams that own it")] ImmutableArray<string> Owners,
    [property: Description("the policy and the policies it extends, most specific first")] IEnumerable<string> Layers)
{
    public static PolicySummary Of(CompiledPolicy policy) =>
        new(policy.Name, policy.Layers.Policy.Description, policy.Layers.Policy.Owners, policy.Layers.Layers.Select(layer => layer.Name));
}

/// <summary>The response of <c>GET /v1/policies/{name}</c>.</summary>
internal sealed record PolicyAnswer(
    [property: Description("the name that requests use")] string Name,
    [property: Description("its purpose")] string Description,
    [property: Description("teams that own it")] ImmutableArray<string> Owners,
    [property: Description("the policy and the policies it extends, most specific first")] IEnumerable<string> Layers,
    [property: Description("the attributes that a request may set, including inherited ones")] IEnumerable<AttributeAnswer> Attributes,
    [property: Description("the rules of every layer, most specific layer first")] IEnumerable<RuleAnswer> Rules)
{
    public static PolicyAnswer Of(CompiledPolicy policy) => new(
        policy.Name,
        policy.Layers.Policy.Description,
        policy.Layers.Policy.Owners,
        policy.Layers.Layers.Select(layer => layer.Name),
        policy.Layers.Attributes().Select(AttributeAnswer.Of),
        policy.Rules.Select(RuleAnswer.Of));
}

internal sealed record AttributeAnswer(
    string Name,
    [property: Description("boolean, number, text, enum or set")] string Type,
    [property: Description("members of an enum or set; an ordered enum goes from least to most")] ImmutableArray<string> Values,
    [property: Description("the value if no source sets one; null is unknown")] string? Default,
    [property: Description("its source: caller, key or service")] string Source,
    [property: Description("what it means")] string Description)
{
    public static AttributeAnswer Of(AttributeDeclaration attribute) => new(
        attribute.Name,
        EnumNames<FactType>.NameOf(attribute.Type),
        attribute.Values,
        attribute.Default.IsKnown ? attribute.Default.ToString(attribute.Type) : null,
        EnumNames<Provenance>.NameOf(attribute.From),
        attribute.Description);
}

internal sealed record RuleAnswer(
    [property: Description("policy/rule")] string Rule,
    [property: Description("higher selects first")] int Priority,
    [property: Description("the condition; null for a default")] string? When,
    [property: Description("constraints by name")] Dictionary<string, string> Constrain,
    [property: Description("obligations by name")] Dictionary<string, string> Oblige,
    [property: Description("a match denies the request")] bool Deny,
    [property: Description("the objective of its selection; null if it selects nothing")] string? Objective,
    [property: Description("the reason given by the policy author")] string Reason)
{
    public static RuleAnswer Of(CompiledRule rule) => new(
        rule.QualifiedId,
        rule.Rule.Priority,
        rule.Rule.When?.Text,
        rule.Rule.Constraints.ToDictionary(clause => clause.Definition.Name, clause => clause.Value.ToString()!),
        rule.Rule.Obligations.ToDictionary(clause => clause.Definition.Name, clause => clause.Value.ToString()!),
        rule.Rule.Denies,
        rule.Rule.Selection is { } selection ? EnumNames<Objective>.NameOf(selection.Objective) : null,
        rule.Rule.Reason);
}
