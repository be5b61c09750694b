namespace RulesRouter.Differential.Tests.Generating;

/// <summary>Conditions over fixed facts and the attributes of <see cref="PolicyGenerator"/>.</summary>
internal sealed class ConditionGenerator(Random random, IReadOnlyList<string> lets, bool child)
{
    private static readonly string[] Numbers = ["inputTokens", "outputTokens", "maxOutputTokens", "deadlineMs", "maxCostUsd", "attempts.count", "weight"];

    private static readonly string[] Budgets =
        ["budget.b0.share >= 0.5", "budget.b0.remainingUsd < 0.01", "has(budget.b0.share)", "budget.b1.remainingRequests > 1"];

    public string Condition(int depth) => depth == 0 ? Leaf() : random.Next(5) switch
    {
        0 => Leaf(),
        1 => $"not ({Condition(depth - 1)})",
        2 => $"({Condition(depth - 1)} or {Condition(depth - 1)})",
        _ => $"({Condition(depth - 1)} and {Condition(depth - 1)})",
    };

    private string Leaf() => random.Next(child ? 19 : 14) switch
    {
        0 => $"task == \"{random.Of(CatalogGenerator.Tasks)}\"",
        1 => $"task in (\"refactor\", \"{random.Of(CatalogGenerator.Tasks)}\")",
        2 or 3 => $"{Number(1)} {random.Of("==", "!=", "<", "<=", ">", ">=")} {Number(1)}",
        4 => $"sensitivity {random.Of("==", "!=", "<", "<=", ">", ">=")} \"{random.Of("public", "internal", "proprietary")}\"",
        5 => $"team {random.Of("==", "!=")} \"{random.Of("ide", "Web", "")}\"",
        6 => $"team.{random.Of("StartsWith", "EndsWith", "Contains")}(\"{random.Of("i", "W", "e")}\")",
        7 => $"team.{random.Of("ToLower", "ToUpper")}() {random.Of("==", "!=")} \"{random.Of("web", "WEB", "ide")}\"",
        8 => $"team.Length {random.Of("<", ">")} 2",
        9 => $"has({random.Of("team", "sensitivity", "deadlineMs", "stream", "maxOutputTokens", "session.id")})",
        10 => $"{random.Of("team", "deadlineMs", "sensitivity")} {random.Of("==", "!=")} null",
        11 => random.Of("needs.tools", "needs.vision", "stream", "needs.tools == true", "stream != true"),
        12 => random.Of("true", "false", "task != \"chat\"", "team not in (\"ide\", \"Web\")"),
        13 => lets.Count > 0 ? lets[random.Next(lets.Count)] : "stream",
        14 => "urgent",
        15 => $"labels.Contains(\"{random.Of("a", "b")}\")",
        17 => random.Of(Budgets),
        16 => $"urgent {random.Of("==", "!=")} stream",
        _ => $"weight in (1, {random.Next(5)})",
    };

    private string Number(int depth) => random.Next(depth == 0 ? 2 : 5) switch
    {
        0 => random.Of("0", "1", "2.5", "100", "1000", "-3"),
        1 => child ? random.Of(Numbers) : random.Of(Numbers[..6]),
        2 => $"({Number(depth - 1)} {random.Of("+", "-", "*")} {Number(depth - 1)})",
        3 => $"({Number(depth - 1)} / {random.Of("2", "0.5", "3")})",
        _ => $"-{random.Of(Numbers[..6])}",
    };
}
