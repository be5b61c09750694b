using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Verification.Mutating;

/// <summary>Every mutant of policies: each rule and each <c>let</c>, one change at a time.</summary>
internal static class Mutants
{
    public static IEnumerable<Mutant> Of(PolicySet policies) =>
        policies.Policies.SelectMany(policy => OfLets(policies, policy).Concat(OfRules(policies, policy)));

    private static IEnumerable<Mutant> OfLets(PolicySet policies, RoutingPolicy policy) =>
        policy.Lets.SelectMany(named => ExpressionEdits.Of(named.Value.Text).Select(edit => new Mutant(
        policy.Name,
        $"let {named.Name}",
        named.Value.SpanOf(edit.Start, edit.Length),
        edit.Change,
        With(
            policies,
            policy with
            {
                Lets = policy.Lets.Replace(named, named with { Value = EmbeddedSource.FromCode(edit.Apply(named.Value.Text)) }),
            }))));

    private static IEnumerable<Mutant> OfRules(PolicySet policies, RoutingPolicy policy) => policy.Rules.SelectMany((rule, index) =>
        OfRule(rule, policy).Select(
            mutation => new Mutant(
                policy.Name,
                rule.Id,
                mutation.Place,
                mutation.Change,
                With(policies, policy with { Rules = policy.Rules.SetItem(index, mutation.Altered) }))));

    private static IEnumerable<(Rule Altered, SourceSpan Place, string Change)> OfRule(Rule rule, RoutingPolicy policy)
    {
        var conditions = rule.When is not { } when
            ? []
            : ExpressionEdits.Of(when.Text).Select(
                edit => (
                    rule with { When = EmbeddedSource.FromCode(edit.Apply(when.Text)) },
                    when.SpanOf(edit.Start, edit.Length),
                    edit.Change));
        return conditions.Concat(RuleEdits.Of(rule, policy));
    }

    private static PolicySet With(PolicySet policies, RoutingPolicy altered) =>
        new(policies.Policies.Select(policy => policy.Name == altered.Name ? altered : policy)) { Overrides = policies.Overrides };
}
