using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Verification.Tests.Replaying;

public sealed class UnchangedPoliciesTests
{
    private const string Other =
        "apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: { name: other }\nspec: { rules: [{ id: all, select: { objective: price } }] }\n";
    private const string Asking =
        "apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: { name: asking }\nspec:\n  parameters: { most: { type: number, min: 0, default: 9 } }\n  rules:\n    - id: all\n      constrain: { price: { outputPerMTok: { max: { param: most } } } }\n      select: { objective: price }\n";
    private const string Mandatory =
        "apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: { name: always }\nspec: { mandatory: true, abstract: true, rules: [{ id: kept, when: inputTokens > 5, allowDerived: true, constrain: { trainsOnData: false } }] }\n";

    [Fact]
    public void A_change_of_one_policy_does_not_affect_the_others() =>
        Assert.Equal(
            "other",
            Unchanged(
                Set(("other.yaml", Other)),
                SmallPolicies.Side("head", chat: SmallPolicies.Chat + "\n", more: ("other.yaml", Other)).Folder.Set!));

    [Fact]
    public void A_change_of_a_parent_affects_its_children() =>
        Assert.Equal(
            "other",
            Unchanged(
                Set(("other.yaml", Other)),
                SmallPolicies.Side("head", floor: SmallPolicies.Floor + "\n", more: ("other.yaml", Other)).Folder.Set!));

    [Fact]
    public void A_new_mandatory_policy_affects_every_policy() => Assert.Equal("", Unchanged(Set(), Set(("always.yaml", Mandatory))));

    [Fact]
    public void A_changed_catalog_affects_every_policy() =>
        Assert.Equal(
            "",
            Unchanged(Set(), SmallPolicies.Set(catalog: SmallPolicies.Catalog.Replace("1.5", "1.4", StringComparison.Ordinal))));

    [Fact]
    public void A_changed_parameter_affects_the_policies_that_declare_it()
    {
        string Parameters(int most) => $"apiVersion: rulesrouter/v1\nkind: Parameters\nspec:\n  asking: {{ most: {most} }}\n";

        Assert.Equal(
            "chat",
            Unchanged(
                Set(("asking.yaml", Asking), ("set.yaml", Parameters(8))),
                Set(("asking.yaml", Asking), ("set.yaml", Parameters(7)))));
        Assert.Equal("asking chat", Unchanged(Set(("asking.yaml", Asking), ("set.yaml", Parameters(9))), Set(("asking.yaml", Asking))));
    }

    [Fact]
    public void A_moved_file_affects_no_policy() =>
        Assert.Equal("chat other", Unchanged(Set(("other.yaml", Other)), Set(("a/folder/of/its/own.yaml", Other))));

    private static CompiledPolicySet Set(params (string, string)[] more) => SmallPolicies.Side("side", more: more).Folder.Set!;

    private static string Unchanged(CompiledPolicySet before, CompiledPolicySet after) =>
        string.Join(' ', UnchangedPolicies.Between(before, after).Order(StringComparer.Ordinal));
}
