using RulesRouter.Decisions;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Service.Gateway;

/// <summary>What a decision's rule checks answers for, ready to run.</summary>
internal static class DecidedChecks
{
    /// <summary>Null if it checks for nothing.</summary>
    public static PolicyChecks? Of(Routed routed, Snapshot? snapshot) => routed.Checks is { } checks
        ? new PolicyChecks(
            checks.Schema is { } schema ? Parsing.ValueIn(schema) : null,
            checks.Script is { } script ? text => Judged(snapshot, routed.Policy, script, text) : null,
            checks.Run,
            checks.IsBuffered)
        : null;

    /// <summary>A script that gives no verdict rejects, as does one that a reload removed meanwhile.</summary>
    private static string? Judged(Snapshot? snapshot, string policy, string name, string text)
    {
        var compiled = snapshot?.Set.Find(policy);
        var script = compiled?.Layers.Layers.SelectMany(layer => layer.Scripts).FirstOrDefault(script => script.Name == name);
        if (script is null)
        {
            return $"script `{name}` is no longer declared";
        }

        var answer = compiled!.Scripts.Judge(script, text);
        return !answer.IsKnown ? $"script `{name}` gives no verdict: {answer.UnknownReason}"
            : answer.Value == 0 ? $"script `{name}` rejects it"
            : null;
    }
}
