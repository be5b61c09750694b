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

    /// <summary>
    /// The starting value is the credential's, or else the default; a caller's value counts only where it is not below it.
    /// </summary>
    [Theory]
    [InlineData(null, null, "confidential")]
    [InlineData(null, "open", null)]
    [InlineData(null, "secret", "secret")]
    [InlineData("open", null, "open")]
    [InlineData("open", "open", "open")]
    [InlineData("open", "confidential", "confidential")]
    [InlineData("secret", null, "secret")]
    [InlineData("secret", "confidential", null)]
    public async Task Caller_may_raise_the_value_of_the_credential_and_not_lower_it(string? keyed, string? claimed, string? counts)
    {
        using var policies = new SmallPolicies();
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("attributes:", """
            attributes:
                level: { type: enum, values: [open, confidential, secret], default: confidential, raiseOnly: true }
            """, StringComparison.Ordinal));
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { KeyAttributes = keyed is null ? [] : [$"level={keyed}"] });
        var attributes = claimed is null ? "{}" : $$"""{ "level": "{{claimed}}" }""";

        var answer = await service.Post("/v1/decisions", $$"""{ "policy": "small", "prompt": "hello", "attributes": {{attributes}}, "explain": true }""");

        if (counts is null)
        {
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(
                $"`level` may be raised above \"{keyed ?? "confidential"}\" but not lowered to \"{claimed}\"",
                answer.Json.GetProperty("errors")[0].GetProperty("message").GetString());
            return;
        }

        var fact = answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
            .Single(fact => fact.GetProperty("name").GetString() == "level");
        Assert.Equal($"\"{counts}\"", fact.GetProperty("value").GetString());
    }
}
