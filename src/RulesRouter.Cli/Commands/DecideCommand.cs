using System.Buffers;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter decide</c>: one decision, without a service.</summary>
internal static class DecideCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policy = new Option<string?>("--policy") { Description = "name of the policy" };
        var prompt = new Option<string?>("--prompt") { Description = "prompt to route" };
        var request = new Option<string?>("--request")
        {
            Description = "JSON file of a request, as for POST /v1/decisions; `-` reads standard input",
        };
        var task = new Option<string?>("--task") { Description = "task of the prompt, if known" };
        var at = new Option<string?>("--at")
        {
            Description = "time of the decision (RFC 3339, for example 2026-05-26T03:42:02Z); default: now",
        };
        var explain = new Option<bool>("--explain") { Description = "explain the decision step by step" };
        var reference = new Option<bool>("--reference")
        {
            Description = "evaluate the conditions with RulesEngine and report whether the index agrees",
        };
        var policies = SharedOptions.Policies();
        var sample = SharedOptions.AllowSampleEvidence();
        var classifier = SharedOptions.Classifier();
        var outcomes = new Option<string?>("--outcomes") { Description = "outcome store to learn from, as written by `serve`" };
        var down = SharedOptions.Down();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("decide", "decide one request")
        {
            policy,
            prompt,
            request,
            task,
            policies,
            at,
            sample,
            explain,
            reference,
            classifier,
            outcomes,
            down,
            format,
        };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        var attributes = new AttributeOptions();
        attributes.AddTo(command);
        command.SetAction(parsed =>
        {
            var asked = RequestInput.Read(
                parsed.GetValue(policy),
                parsed.GetValue(prompt),
                parsed.GetValue(request),
                parsed.GetValue(task),
                input);
            asked = asked with { Explain = asked.Explain || parsed.GetValue(explain) };
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(policies)!, error);
            var folder = parameters.Load(parsed, [parsed.GetValue(policies)!], reader.Digest);
            if (folder.Set is not { } set)
            {
                FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            var unavailable = (parsed.GetValue(down) ?? []).ToImmutableSortedSet(StringComparer.Ordinal);
            DownOption.Check(unavailable, set.Catalog);
            asked = attributes.AddedTo(asked, set.Find(asked.Policy), parsed);
            var byReference = parsed.GetValue(reference);
            var point = new PolicyDecisionPoint(
                set,
                reader,
                new DecisionSettings(parsed.GetValue(sample), byReference ? Executor.Reference : Executor.Index));
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? asked.At ?? clock.GetUtcNow();
            var state = new RouterState(unavailable)
            {
                Learned = OutcomesCommand.LearnedFrom(parsed.GetValue(outcomes), set.Catalog, time),
            };
            var answer = point.Decide(asked, time, state);
            if (set.Find(asked.Policy) is not null && EndpointReferences.Unknown(asked, set.Catalog) is { IsEmpty: false } unknown)
            {
                answer = new DecisionAnswer(null, [.. unknown, .. answer.Errors]);
            }

            var code = Answer(answer, set, asked, parsed.GetValue(format)!, output, error);
            return byReference && answer.Facts is { } facts && !Agrees(set.Find(asked.Policy)!, facts, error) ? ExitCode.Findings : code;
        });
        return command;
    }

    /// <summary>Written to standard error, so that the decision's output does not change.</summary>
    private static bool Agrees(CompiledPolicy policy, RequestFacts facts, TextWriter error)
    {
        var found = ExecutorComparison.Compare(policy, facts);
        error.WriteLine(found.IsEmpty
            ? $"RulesEngine and the index agree on all {policy.Rules.Length} rules"
            : $"internal error: RulesEngine and the index differ on {found.Length} of {policy.Rules.Length} rules");
        foreach (var disagreement in found)
        {
            error.WriteLine($"  {disagreement}");
        }

        return found.IsEmpty;
    }

    private static int Answer(
        DecisionAnswer answer,
        CompiledPolicySet set,
        DecisionRequest request,
        string format,
        TextWriter output,
        TextWriter error)
    {
        if (answer.Decision is not { } decision)
        {
            foreach (var problem in answer.Errors)
            {
                var help = problem.Pointer == "/policy" ? OtherPolicies(request.Policy, set) : "";
                error.WriteLine($"error: {problem.Pointer}: {problem.Message}{(help.Length > 0 ? $"; {help}" : "")}");
            }

            return ExitCode.Usage;
        }

        if (format == "json")
        {
            output.WriteLine(Indented(decision));
        }
        else
        {
            DecisionSummary.Write(output, decision);
        }

        return decision is Routed ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>The service's response, indented.</summary>
    private static string Indented(Decision decision)
    {
        var compact = CompactJson.Bytes(decision, static (json, one) => DecisionWriter.Write(json, one, ""));
        var indented = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(indented, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true
        }))
        using (var document = JsonDocument.Parse(compact))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(indented.WrittenSpan);
    }

    /// <summary>Empty for an abstract policy, whose error names others.</summary>
    private static string OtherPolicies(string named, CompiledPolicySet set)
    {
        if (set.Policies.Find(named) is not null)
        {
            return "";
        }

        var names = set.Names.Select(name => $"`{name}`").ToList();
        return Suggestion.DidYouMean(named, set.Names, names.Count switch
        {
            0 => "the folder has no policies",
            1 => $"the only policy is {names[0]}",
            _ => $"the policies are {string.Join(", ", names)}",
        });
    }
}
