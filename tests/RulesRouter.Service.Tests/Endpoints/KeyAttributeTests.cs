namespace RulesRouter.Service.Tests.Endpoints;

public sealed class KeyAttributeTests
{
    private static readonly string Policy = SmallPolicies.Policy
        .Replace("attributes:", """
            attributes:
                clearance: { type: enum, values: [low, high], source: key, default: low }
                seats: { type: number, source: key }
            """, StringComparison.Ordinal)
        .Replace("- id: no-interns", """
            - id: high-stays-at-two
                  when: clearance == "high" and seats > 5
                  constrain: { providers: { allow: [two] } }
                - id: no-interns
            """, StringComparison.Ordinal);

    [Fact]
    public async Task Decides_every_request_with_the_attributes_of_the_option_in_their_declared_types()
    {
        using var policies = new SmallPolicies();
        policies.Write("policy.yaml", Policy);
        await using var without = await RunningService.Start(policies.Path);
        await using var with = await RunningService.Start(
            policies.Path,
            options => options with { KeyAttributes = ["clearance=high", "seats=6", "unused=x"] });
        const string Request = """{ "policy": "small", "prompt": "hello" }""";

        Assert.Equal(["one/m", "two/m"], (await without.Decide(Request)).Chain);
        Assert.Equal(["two/m"], (await with.Decide(Request)).Chain);
    }
}
