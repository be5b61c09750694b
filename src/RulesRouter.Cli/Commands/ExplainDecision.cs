using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Rendering;
using RulesRouter.Cli.Revisions;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Economics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Service.Options;
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

    private readonly Option<string[]> weights = new("--verdict-weight")
    {
        Description = "source=weight, as the service had it; repeatable",
        HelpName = SettingTypes.VerdictWeight.Placeholder,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> repository = new("--repository")
    {
        Description =
            "git repository with the commit of the decision; default: that of the working directory, or the copy that `serve` keeps",
        HelpName = "FOLDER",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(record);
        command.Options.Add(policies);
        command.Options.Add(classifier);
        command.Options.Add(outcomes);
        command.Options.Add(weights);
        command.Options.Add(repository);
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
        var commit = CommitOf(found);
        var files = commit is null ? null : CommitFolder.Read(commit, parsed.GetValue(policies)!, parsed.GetValue(repository));
        var folder = files is { } ofCommit
            ? parameters.Load(parsed, ofCommit, reader.Digest)
            : parameters.Load(parsed, [parsed.GetValue(policies)!], reader.Digest);
        if (folder.Set is not { } set)
        {
            FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
            return ExitCode.DoesNotLoad;
        }

        var learned = recorded.LearnedEpoch == 0
            ? null
            : OutcomesCommand.LearnedFrom(parsed.GetValue(outcomes), set.Catalog, found.At, recorded.LearnedEpoch, WeightsOf(parsed));
        var answer = Decide(set, reader, recorded with { State = recorded.State with { Learned = learned } }, found.At);
        if (answer.Decision is not { } decision)
        {
            throw new UserError($"the present policies reject the request: {answer.Errors[0].Pointer}: {answer.Errors[0].Message}");
        }

        DecisionSummary.Write(output, decision);
        output.WriteLine();
        if (found.Calls is { } calls)
        {
            using var document = JsonDocument.Parse(calls);
            CallsSummary.Write(output, document.RootElement);
            output.WriteLine();
        }

        if (SentLength(found, decision, id, commit) is { } length)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reproduced byte for byte: the {length} bytes that were sent"));
            return ExitCode.Fine;
        }

        output.WriteLine("not reproduced: the decision that was sent differs");
        using var then = JsonDocument.Parse(found.Answer);
        var missing = files is null ? commit : null;
        foreach (var reason in Reasons(then.RootElement, decision, recorded.LearnedEpoch, learned, missing))
        {
            output.WriteLine($"  {reason}");
        }

        return ExitCode.Findings;
    }

    private static RecordedDecision Found(string path, string id)
    {
        try
        {
            return RecordedDecision.Find(new RecordLayout(path), id)
                ?? throw new UserError($"`{path}` has no decision `{id}`; `--record` names another record");
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

    private static string? CommitOf(RecordedDecision found)
    {
        using var then = JsonDocument.Parse(found.Answer);
        return then.RootElement.TryGetProperty("commit", out var commit) ? commit.GetString() : null;
    }

    private VerdictWeights WeightsOf(ParseResult parsed) => (parsed.GetValue(weights) ?? []).Aggregate(
        VerdictWeights.Default,
        (all, text) => VerdictWeights.TryRead(text, out var one)
            ? all.With(one.Source, one.Weight)
            : throw new UserError($"--verdict-weight must be {SettingTypes.VerdictWeight.Expected}, found `{text}`"));

    /// <summary>The length of the decision if it is the one that was sent; null if it is not.</summary>
    private static int? SentLength(RecordedDecision found, Decision decision, string id, string? commit)
    {
        using var then = JsonDocument.Parse(found.Answer);
        var isSimulated = then.RootElement.TryGetProperty("simulated", out _);
        var plain = decision with { Explanation = decision.Explanation with { Trace = null } };
        var bytes = CompactJson.Bytes(plain, (json, one) => DecisionWriter.Write(json, one, id, isSimulated, commit));
        return bytes.AsSpan().SequenceEqual(found.Answer) ? bytes.Length : null;
    }

    /// <param name="missing">The commit of the decision, if no repository at hand has it.</param>
    private static IEnumerable<string> Reasons(JsonElement then, Decision decision, long epoch, LearnedState? learned, string? missing)
    {
        if (missing is not null)
        {
            yield return $"commit {missing} decided, and no repository at hand has it: name one with --repository";
        }

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
