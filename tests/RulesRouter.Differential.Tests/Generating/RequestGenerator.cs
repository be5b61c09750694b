namespace RulesRouter.Differential.Tests.Generating;

/// <summary>Requests in the JSON of the decision API, with stated lengths and tasks: nothing is left to a classifier.</summary>
internal sealed class RequestGenerator(Random random)
{
    public string Generate()
    {
        var output = random.Of(0, 100, 700);
        var fields = new List<string>
        {
            "\"policy\": \"child\"",
            $"\"task\": \"{random.Of(CatalogGenerator.Tasks)}\"",
            $"\"estimate\": {{ \"inputTokens\": {random.Of(0, 1, 100, 1_000, 20_000)}, \"outputTokens\": {output} }}",
        };
        Maybe($"\"maxOutputTokens\": {output + random.Of(1, 500, 3_000)}");
        Maybe($"\"deadlineMs\": {random.Of(500, 5_000, 60_000)}");
        Maybe($"\"stream\": {random.Of("true", "false")}");
        Maybe($"\"needs\": {{ {random.Of("\"tools\": true", "\"vision\": true", "\"tools\": false", "\"structuredOutput\": true, \"tools\": true")} }}");
        Maybe("\"session\": { \"id\": \"s\" }");
        var attributes = new[]
        {
            $"\"sensitivity\": \"{random.Of("public", "internal", "proprietary")}\"",
            $"\"team\": \"{random.Of("ide", "Web", "")}\"",
            $"\"urgent\": {random.Of("true", "false")}",
            $"\"weight\": {random.Of("0", "1", "2.5", "1000")}",
            $"\"labels\": [{random.Of("", "\"a\"", "\"a\", \"b\"")}]",
        }.Where(_ => random.Chance(0.5));
        fields.Add($"\"attributes\": {{ {string.Join(", ", attributes)} }}");
        return $"{{ {string.Join(", ", fields)} }}";

        void Maybe(string field)
        {
            if (random.Chance(0.4))
            {
                fields.Add(field);
            }
        }
    }
}
