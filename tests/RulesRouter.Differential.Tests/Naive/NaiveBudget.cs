using System.Text.Json;

namespace RulesRouter.Differential.Tests.Naive;

/// <summary>A budget of a policy and its state: what is spent and reserved of it, or nothing of the kind.</summary>
/// <param name="Used">Spent and reserved; null if unknown.</param>
internal sealed record NaiveBudget(string Id, string Unit, decimal Limit, decimal? Used, bool DeniesUnknown)
{
    public decimal? Remaining => Used is { } used ? Math.Max(0, Limit - used) : null;

    public double? Share => Used is { } used ? (double)used / (double)Limit : null;

    public bool IsExhausted => Share >= 1 || (Unit != "Usd" && Remaining < 1);

    /// <summary>What remains bounds the worst case of all hops together.</summary>
    public IEnumerable<NaiveConstraint> Bounds =>
        Unit == "Usd" && Remaining is { } left ? [new NaiveConstraint("maxCostUsd", left, $"budget {Id}")] : [];

    public static NaiveBudget Of(string policy, Dictionary<string, object> declared, NaiveFacts facts, JsonElement request)
    {
        var id = declared.Text("id")!;
        var unit = new[] { "Usd", "Tokens", "Requests" }.First(one => declared.ContainsKey($"limit{one}"));
        var isMissing = declared.Strings("per").Exists(name => facts[name] is null);
        var state = request.TryGetProperty("budgets", out var all) && all.TryGetProperty(id, out var one) ? one : (JsonElement?)null;
        var isLost = state?.TryGetProperty("lost", out _) == true;
        return new NaiveBudget(
            $"{policy}/{id}",
            unit,
            (decimal)declared.Number($"limit{unit}")!.Value,
            isMissing || isLost ? null : Amount("spent") + Amount("reserved"),
            isMissing || (isLost && declared.Text("onStoreLost") != "allow"));

        decimal Amount(string name) => state?.TryGetProperty(name, out var amount) == true ? amount.GetDecimal() : 0;
    }
}
