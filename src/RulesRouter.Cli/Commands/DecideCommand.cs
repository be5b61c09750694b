using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RulesRouter.Cli.Rendering;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Indexing;
using RulesRouter.Language.Rendering;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter decide</c>: one decision, without a service.</summary>
internal static class DecideCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policy = new Option<string?>("--policy") { Description = "name of the policy" };
        var prompt = new Option<string?>("--prompt") { Description = "text to route" };
        var request = new Option<string?>("--request") { Description = "JSON of a request, as POST /v1/decisions takes it; - reads standard input" };
        var task = new Option<string?>("--task") { Description = "what the prompt asks for, where you know" };
        var at = new Option<string?>("--at") { Description = "moment to decide at, as 2026-05-26T03:42:02Z; now where left out" };
        var explain = new Option<bool>("--explain") { Description = "say how the decision came about" };
        var reference = new Option<bool>("--reference") { Description = "have RulesEngine itself evaluate the conditions, and say whether the index finds the same" };
        var policies = SharedOptions.Policies();
        var sample = SharedOptions.AllowSampleEvidence();
        var classifier = SharedOptions.Classifier();
        var outcomes = new Option<string?>("--outcomes") { Description = "store of outcomes to have learnt from, as `serve` keeps it" };
        var down = SharedOptions.Down();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("decide", "route one request by a policy") { policy, prompt, request, task, policies, at, sample, explain, reference, classifier, outcomes, down, format };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        var attributes = new AttributeOptions();
        attributes.AddTo(command);
        command.SetAction(parsed =>
        {
            var asked = ReadRequest(parsed.GetValue(policy), parsed.GetValue(prompt), parsed.GetValue(request), parsed.GetValue(task), input);
            asked = asked with { Explain = asked.Explain || parsed.GetValue(explain) };
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(policies)!, error);
            var folder = parameters.Load(parsed, [parsed.GetValue(policies)!], reader.Digest);
            if (folder.Set is not { } set)
            {
                DiagnosticRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], DiagnosticFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            asked = attributes.AddedTo(asked, set.Find(asked.Policy), parsed);
            var byReference = parsed.GetValue(reference);
            var point = new PolicyDecisionPoint(set, reader, new DecisionSettings(parsed.GetValue(sample), byReference ? Executor.Reference : Executor.Index));
            var moment = MomentOption.Read(parsed.GetValue(at)) ?? asked.At ?? clock.GetUtcNow();
            var state = new RouterState((parsed.GetValue(down) ?? []).ToImmutableSortedSet(StringComparer.Ordinal), OutcomesCommand.LearnedFrom(parsed.GetValue(outcomes), set.Catalog, moment));
            var answer = point.Decide(asked, moment, state);
            var code = Answer(answer, set, asked, parsed.GetValue(format)!, output, error);
            return byReference && answer.Facts is { } facts && !Agrees(set.Find(asked.Policy)!, facts, error) ? ExitCode.Findings : code;
        });
        return command;
    }

    /// <summary>Told beside the decision, so that its output stays what it is.</summary>
    private static bool Agrees(CompiledPolicy policy, RequestFacts facts, TextWriter error)
    {
        var found = ExecutorComparison.Compare(policy, facts);
        error.WriteLine(found.IsEmpty
            ? $"RulesEngine and the index agree on all {policy.Rules.Length} rules"
            : $"a defect of rulesrouter: RulesEngine and the index differ on {found.Length} of {policy.Rules.Length} rules");
        foreach (var disagreement in found)
        {
            error.WriteLine($"  {disagreement}");
        }

        return found.IsEmpty;
    }

    private static int Answer(DecisionAnswer answer, CompiledPolicySet set, DecisionRequest request, string format, TextWriter output, TextWriter error)
    {
        if (answer.Decision is not { } decision)
        {
            foreach (var fault in answer.Faults)
            {
                var help = fault.Pointer == "/policy" ? OtherPolicies(request.Policy, set) : "";
                error.WriteLine($"error: {fault.Pointer}: {fault.Message}{(help.Length > 0 ? $"; {help}" : "")}");
            }

            return ExitCode.Usage;
        }

        if (format == "json")
        {
            output.WriteLine(Indented(decision));
        }
        else
        {
            DecisionText.Write(output, decision);
        }

        return decision.Outcome == Outcome.Routed ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>The response as the service gives it, spread over lines to be read.</summary>
    private static string Indented(Decision decision)
    {
        var compact = CompactJson.Bytes(decision, static (json, one) => DecisionWriter.Write(json, one, ""));
        var indented = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(indented, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        using (var document = JsonDocument.Parse(compact))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(indented.WrittenSpan);
    }

    private static string OtherPolicies(string named, CompiledPolicySet set)
    {
        var names = set.Names.Select(name => $"`{name}`").ToList();
        var help = Suggestion.DidYouMean(named, set.Names);
        return help.Length > 0 ? help : names.Count switch
        {
            0 => "there is none at all",
            1 => $"there is {names[0]}",
            _ => $"there are {string.Join(", ", names)}",
        };
    }

    private static DecisionRequest ReadRequest(string? policy, string? prompt, string? file, string? task, TextReader input)
    {
        if ((prompt is null) == (file is null))
        {
            throw new UserError("give one of --prompt TEXT and --request FILE");
        }

        var content = file is null ? JsonSerializer.SerializeToUtf8Bytes(new { prompt }) : Content(file, input);
        var (request, faults) = DecisionRequestReader.Read(policy is null && task is null ? content : Completed(content, file, policy, task));
        return request ?? throw new UserError($"the request is not valid\n{string.Join('\n', faults.Select(fault => $"  {(fault.Pointer.Length > 0 ? fault.Pointer : "/")}: {fault.Message}"))}");
    }

    /// <summary>The request with what options say in place of what it says itself.</summary>
    private static byte[] Completed(byte[] content, string? file, string? policy, string? task)
    {
        try
        {
            var json = JsonNode.Parse(content) as JsonObject ?? throw new UserError($"`{file}` holds no JSON object");
            if (policy is not null)
            {
                json["policy"] = policy;
            }

            if (task is not null)
            {
                json["task"] = task;
            }

            return Encoding.UTF8.GetBytes(json.ToJsonString());
        }
        catch (JsonException exception)
        {
            throw new UserError($"`{file}` is not JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new UserError($"`{file ?? "--prompt"}` cannot be completed by options: a field stands in it twice, or a text in it is no Unicode");
        }
    }

    private static byte[] Content(string file, TextReader input)
    {
        var content = BoundedInput.Read(file, input);
        return content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
    }
}
