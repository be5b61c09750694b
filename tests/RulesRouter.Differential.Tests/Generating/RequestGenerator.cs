namespace RulesRouter.Differential.Tests.Generating;

/// <summary>
/// Requests in the JSON of the decision API, with stated tasks: nothing is left to a classifier. `keyAttributes` and `down` are what the
/// service knows.
/// </summary>
internal sealed class RequestGenerator(Random random, CatalogGenerator catalog)
{
    private static readonly string[] Failures =
        ["rate-limited", "unavailable", "timeout", "authentication", "model-not-found", "rejected-output", "rejected-output", "invalid-request"];

    public string Generate()
    {
        var output = random.Of(0, 100, 700);
        var fields = new List<string>
        {
            "\"policy\": \"child\"",
            $"\"task\": \"{random.Of(CatalogGenerator.Tasks)}\"",
            $"\"estimate\": {{ {string.Join(", ", Estimate(output))} }}",
        };
        Maybe(0.3, $"\"maxOutputTokens\": {output + random.Of(1, 500, 3_000)}");
        Maybe(0.3, $"\"deadlineMs\": {random.Of(500, 5_000, 60_000)}");
        Maybe(0.3, $"\"maxCostUsd\": {random.Of(PolicyGenerator.Dollars)}");
        Maybe(0.4, $"\"stream\": {random.Of("true", "false")}");
        Maybe(0.3, $"\"needs\": {{ {random.Of("\"tools\": true", "\"vision\": true", "\"tools\": false", "\"reasoning\": true", "\"audio\": true", "\"files\": true, \"audioOutput\": false", "\"audioOutput\": true", "\"structuredOutput\": true, \"tools\": true")} }}");
        Maybe(0.4, $"\"session\": {{ {string.Join(", ", Session())} }}");
        Maybe(0.3, $"\"attempts\": [{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Attempt()))}]");
        Maybe(0.2, $"\"obligationsSupported\": [{random.Of("", "\"cap-output\"", "\"audit\"")}]");
        Maybe(0.2, $"\"down\": [\"{random.Of([.. catalog.Providers, .. catalog.Endpoints, "cloud", "own"])}\"]");
        Maybe(0.6, $"\"keyAttributes\": {{ \"contract\": \"{random.Of("gold", "basic")}\" }}");
        Maybe(0.25, $"\"budgets\": {{ {string.Join(", ", Budgets())} }}");
        var attributes = new[]
        {
            $"\"sensitivity\": \"{random.Of("public", "internal", "proprietary")}\"",
            $"\"team\": \"{random.Of("ide", "Web", "")}\"",
            $"\"urgent\": {random.Of("true", "false")}",
            $"\"weight\": {random.Of("0", "1", "2.5", "1000")}",
            $"\"labels\": [{random.Of("", "\"a\"", "\"a\", \"b\"")}]",
        }.Where(_ => random.Chance(0.5));
        fields.Add($"\"attributes\": {{ {string.Join(", ", attributes)} }}");

        // One request in six asks for several answers.
        if (fields.Sum(field => field.Length) % 12 is var several and < 2)
        {
            fields.Add($"\"n\": {2 + (several * 3)}");
        }

        // One maximum of output in three is what the caller takes, not what it needs.
        if (fields.Exists(field => field.StartsWith("\"maxOutputTokens\"", StringComparison.Ordinal))
            && fields.Sum(field => field.Length) % 3 == 0)
        {
            fields.Add("\"clampsOutput\": true");
        }

        return $"{{ {string.Join(", ", fields)} }}";

        void Maybe(double chance, string field)
        {
            if (random.Chance(chance))
            {
                fields.Add(field);
            }
        }
    }

    private IEnumerable<string> Budgets()
    {
        if (random.Chance(0.8))
        {
            yield return $"\"b0\": {{ {random.Of($"\"spent\": {random.Of(PolicyGenerator.Dollars)}, \"reserved\": {random.Of(["0", .. PolicyGenerator.Dollars])}", "\"spent\": 0.0001", "\"lost\": true")} }}";
        }

        if (random.Chance(0.5))
        {
            yield return $"\"b1\": {{ \"spent\": {random.Of(0, 1, 4)}, \"reserved\": {random.Of(0, 0, 1)} }}";
        }
    }

    private IEnumerable<string> Estimate(int output)
    {
        if (random.Chance(0.95))
        {
            yield return $"\"inputTokens\": {random.Of(0, 1, 100, 1_000, 20_000)}";
        }

        if (random.Chance(0.95))
        {
            yield return $"\"outputTokens\": {output}";
        }

        if (random.Chance(0.15))
        {
            yield return $"\"reasoningTokens\": {random.Of(50, 1_000)}";
        }

        if (random.Chance(0.1))
        {
            yield return "\"cachedInputTokens\": 80";
        }
    }

    private IEnumerable<string> Session()
    {
        if (random.Chance(0.7))
        {
            yield return "\"id\": \"s\"";
        }

        if (random.Chance(0.6))
        {
            yield return $"\"lastEndpoint\": \"{AnEndpoint()}\"";
        }

        if (random.Chance(0.3))
        {
            yield return $"\"cachedTokens\": {{ \"{AnEndpoint()}\": {random.Of(90, 5_000)} }}";
        }
    }

    private string Attempt() =>
        $"{{ \"endpoint\": \"{AnEndpoint()}\", \"failed\": \"{random.Of(Failures)}\"{random.Of("", "", $", \"costUsd\": {random.Of("0", "0.0001", "0.0026")}")} }}";

    private string AnEndpoint() => catalog.Endpoints[random.Next(catalog.Endpoints.Count)];
}
