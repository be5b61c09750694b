using RulesRouter.Catalog;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects.Recorded;

/// <summary>What an answer lost or changed on its way to a client of another dialect.</summary>
internal static class Comparison
{
    public static IEnumerable<string> Of(ViewedAnswer sent, ViewedAnswer got, ApiDialect client)
    {
        if (sent.Text + sent.Refusal != got.Text + got.Refusal)
        {
            yield return $"text \"{Short(sent.Text + sent.Refusal)}\" became \"{Short(got.Text + got.Refusal)}\"";
        }

        if (sent.Refusal.Length > 0 && client != ApiDialect.AnthropicMessages && got.Refusal.Length == 0)
        {
            yield return "a refusal became text";
        }

        if (sent.Reasoning != got.Reasoning)
        {
            yield return $"reasoning of {sent.Reasoning.Length} characters became {got.Reasoning.Length}";
        }

        if (!sent.Calls.Select(call => (call.Id, call.Name)).SequenceEqual(got.Calls.Select(call => (call.Id, call.Name))))
        {
            yield return $"calls [{string.Join(", ", sent.Calls)}] became [{string.Join(", ", got.Calls)}]";
        }
        else if (sent.Calls.Zip(got.Calls).Any(pair => !SameArguments(pair.First, pair.Second, client)))
        {
            yield return $"arguments of [{string.Join(", ", sent.Calls)}] became [{string.Join(", ", got.Calls)}]";
        }

        if (!SameFinish(sent, got))
        {
            yield return $"finish {sent.Finish} became {got.Finish}";
        }

        if (sent.Usage is { } usage && usage != got.Usage)
        {
            yield return $"{usage} became {got.Usage}";
        }

        if (sent.Id is { Length: > 0 } && got.Id is not { Length: > 0 })
        {
            yield return "the id is lost";
        }
    }

    /// <summary>Arguments that a limit cut are no object, which Messages requires.</summary>
    private static bool SameArguments(ViewedCall sent, ViewedCall got, ApiDialect client) =>
        sent.Arguments == got.Arguments
        || (client == ApiDialect.AnthropicMessages && sent.Arguments.StartsWith("raw:", StringComparison.Ordinal));

    private static bool SameFinish(ViewedAnswer sent, ViewedAnswer got) =>
        sent.Finish == got.Finish
        || (sent.Refusal.Length > 0 && sent.Finish is "stop" or "filter" && got.Finish is "stop" or "filter")
        || (sent.Finish == "pause" && got.Finish is "stop" or "length")
        || (sent.Foreign.Count > 0 && sent.Finish is "stop" or "tool" && got.Finish is "stop" or "tool")
        || (sent.Calls.Count > 0 && sent.Finish == "stop" && got.Finish == "tool");

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
