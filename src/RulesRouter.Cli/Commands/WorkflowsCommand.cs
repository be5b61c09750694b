using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Workflows;
using RulesRouter.Policies;

namespace RulesRouter.Cli.Commands;

/// <summary>
/// <c>rulesrouter workflows</c>: the conditions of policies as RulesEngine workflows, and the facts of a request as their inputs.
/// </summary>
internal static class WorkflowsCommand
{
    public static Command Create(TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var path = new Argument<string>("path")
        {
            Description = "folder of policies; default: `policies`",
            DefaultValueFactory = _ => "policies",
        };
        var policy = new Option<string?>("--policy") { Description = "name of the policy; default: all policies" };
        var request = new Option<string?>("--request")
        {
            Description = "JSON file of a request; writes its facts, the inputs of the workflow, instead; `-` reads standard input",
        };
        var at = new Option<string?>("--at") { Description = "time of the request (RFC 3339); default: now" };
        var classifier = SharedOptions.Classifier();
        var command = new Command("workflows", "write policies as RulesEngine workflows (JSON)") { path, policy, request, at, classifier };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(path)!, error);
            var folder = parameters.Load(parsed, [parsed.GetValue(path)!], reader.Digest);
            if (folder.Set is not { } set)
            {
                FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            if (parsed.GetValue(request) is not { } file)
            {
                var names = parsed.GetValue(policy) is { } name ? [name] : set.Names;
                output.WriteLine(PolicyWorkflow.ToJson(names.Select(one => Find(set, one).ToWorkflow())));
                return ExitCode.Fine;
            }

            var asked = RequestInput.Read(parsed.GetValue(policy), null, file, null, input);
            var found = Find(set, asked.Policy);
            var answer = new PolicyDecisionPoint(set, reader, new DecisionSettings()).Decide(
                asked,
                TimestampOption.Read(parsed.GetValue(at)) ?? asked.At ?? clock.GetUtcNow(),
                RouterState.Healthy);
            if (answer.Facts is not { } facts)
            {
                throw new UserError(string.Join('\n', answer.Errors.Select(problem => $"{problem.Pointer}: {problem.Message}")));
            }

            output.WriteLine(found.ToWorkflow().FactsOf(facts).ToJson());
            return ExitCode.Fine;
        });
        return command;
    }

    private static CompiledPolicy Find(CompiledPolicySet set, string name) =>
        set.Find(name) ?? throw new UserError(UnknownPolicy(set, name));

    private static string UnknownPolicy(CompiledPolicySet set, string name)
    {
        if (UnrequestablePolicy.Reason(set.Policies, name, set.Names) is { } reason)
        {
            return reason;
        }

        var help = Suggestion.DidYouMean(name, set.Names);
        return $"unknown policy `{name}`; {(help.Length > 0 ? help : $"the policies are {string.Join(", ", set.Names.Select(known => $"`{known}`"))}")}";
    }
}
