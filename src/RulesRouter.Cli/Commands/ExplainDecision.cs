using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Rendering;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Economics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Settings;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter explain ID</c>: decides a recorded request again, step by step, and compares the decisions.</summary>
internal sealed class ExplainDecision
{
    private readonly Option<string> record = new("--record")
    {
        Description = "record of the decision",
        DefaultValueFactory = _ => SettingTable.DefaultRecord,
    };

    private readonly Option<string> policies = SharedOptions.Policies();
    private readonly Option<string?> classifier = SharedOptions.Classifier();
    private readonly ParameterOptions parameters = new();

    private readonly Option<string?> outcomes = new("--outcomes")
    {
        Description = "outcome store that the decision had learned from, as written by `serve`",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(record);
        command.Options.Add(policies);
        command.Options.Add(classifier);
        command.Options.Add(outcomes);
        parameters.AddTo(command);
    }

    /// <summary>Whether an argument is the id of a decision, and not a diagnostic code.</summary>
    public static bool IsId(string text) => text.Length >= 36 && Guid.TryParseExact(text.AsSpan(0, 36), "D", out _);

    public int Run(string id, string format, ParseResult parsed, TextWriter output, TextWriter error)
    {
        var path = parsed.GetValue(record)!;
        var found = Found(path, id);
        if (format == "json")
        {
            output.WriteLine(Encoding.UTF8.GetString(found.Answer));
            return ExitCode.Fine;
        }

        var (recorded, faults) = RecordedRequestReader.Read(found.Replay);
        if (recorded is null)
        {
            throw new UserError($"the recorded request of `{id}` cannot be read: {faults[0].Pointer}: {faults[0].Message}");
        }

        var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(policies)!, error);
        var folder = parameters.Load(parsed, [parsed.GetValue(policies)!], reader.Digest);
        if (folder.Set is not { } set)
        {
            FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var learned = Learned(parsed.GetValue(outcomes), recorded.LearnedEpoch, set.Catalog, found.At);
        var answer = Decide(set, reader, recorded with { State = recorded.State with { Learned = learned } }, found.At);
        if (answer.Decision is not { } decision)
        {
            throw new UserError($"the present policies reject the request: {answer.Errors[0].Pointer}: {answer.Errors[0].Message}");
        }

        DecisionSummary.Write(output, decision);
        return Compare(found, decision, id, recorded.LearnedEpoch, learned, output);
    }

    private static RecordedDecision Found(string path, string id)
    {
        try
        {
            return RecordedDecision.Find(new RecordLayout(path), id) ?? throw new UserError($"`{path}` has no decision `{id}`");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }
    }

    private static DecisionAnswer Decide(
        CompiledPolicySet set,
        Requests.IPromptClassifier reader,
        RecordedRequest recorded,
        DateTimeOffset at) =>
        new PolicyDecisionPoint(set, reader, new DecisionSettings(recorded.AllowSampleEvidence)).Decide(
            recorded.Request with { Explain = true },
            recorded.Classification,
            at,
            recorded.State);

    /// <summary>What the service had learned when it decided; null where it had not, or the store is not given.</summary>
    private static LearnedState? Learned(string? path, long epoch, ModelCatalog catalog, DateTimeOffset at) =>
        epoch == 0 ? null : OutcomesCommand.LearnedFrom(path, catalog, at, epoch);

    private static int Compare(RecordedDecision found, Decision decision, string id, long epoch, LearnedState? learned, TextWriter output)
    {
        using var then = JsonDocument.Parse(found.Answer);
        var isSimulated = then.RootElement.TryGetProperty("simulated", out _);
        var plain = decision with { Explanation = decision.Explanation with { Trace = null } };
        var commit = then.RootElement.TryGetProperty("commit", out var from) ? from.GetString() : null;
        var bytes = CompactJson.Bytes(plain, (json, one) => DecisionWriter.Write(json, one, id, isSimulated, commit));
        output.WriteLine();
        if (bytes.AsSpan().SequenceEqual(found.Answer))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reproduced byte for byte: the {bytes.Length} bytes that were sent"));
            return ExitCode.Fine;
        }

        output.WriteLine("not reproduced: the decision that was sent differs");
        foreach (var reason in Reasons(then.RootElement, decision, epoch, learned))
        {
            output.WriteLine($"  {reason}");
        }

        return ExitCode.Findings;
    }

    private static IEnumerable<string> Reasons(JsonElement then, Decision decision, long epoch, LearnedState? learned)
    {
        if (then.GetProperty("revision").GetString() is { } revision && revision != decision.Revision)
        {
            yield return $"revision {revision} decided; these policies, catalog and classifier are {decision.Revision}";
        }

        if (epoch > 0 && learned is null)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it had learned from {epoch} outcomes: name their store with --outcomes");
        }
        else if (then.GetProperty("stateDigest").GetString() is { } digest && digest != decision.StateDigest)
        {
            yield return $"the state is another: digest {digest} then, {decision.StateDigest} now";
        }
    }
}
