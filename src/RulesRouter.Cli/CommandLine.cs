using System.CommandLine;
using RulesRouter.Cli.Commands;
using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli;

/// <summary>The commands of <c>rulesrouter</c>, and the one place that turns an exception into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <param name="variables">The environment.</param>
    public static int Run(
        string[] arguments,
        TextReader input,
        TextWriter output,
        TextWriter error,
        TimeProvider clock,
        IReadOnlyDictionary<string, string> variables)
    {
        (output, error) = (new PlainWriter(output), new PlainWriter(error));
        var root = new RootCommand("policy-as-code router for LLM requests")
        {
            ValidateCommand.Create(output, clock),
            TestCommand.Create(input, output, error, clock),
            CoverageCommand.Create(output, error, clock),
            ProveCommand.Create(output, error, clock),
            DecideCommand.Create(input, output, error, clock),
            DecisionTableCommand.Create(output, error, clock),
            WorkflowsCommand.Create(input, output, error, clock),
            DiffCommand.Create(output, error, clock),
            new Command("catalog", "show, price and import providers, models and endpoints, and write evidence files")
            {
                CatalogShowCommand.Create(output, clock),
                CatalogCostCommand.Create(output, clock),
                CatalogAbilitiesCommand.Create(output),
                CatalogEvidenceCommand.Create(output),
                CatalogProbeCommand.Create(output, clock, variables),
                CatalogImportCommand.Create(output),
            },
            ServeCommand.Create(output, error, clock, variables),
            KeysCommand.Create(output, error, clock, variables),
            OutcomesCommand.Create(output, error, clock),
            RecordCommand.Create(output, error),
            ClassifierCommand.Create(output, error),
            new Command("evaluate", "measure routing on recorded outcomes")
            {
                EvaluateChainsCommand.Create(output, error),
                EvaluateCorrelationCommand.Create(output),
                EvaluateAttemptsCommand.Create(output),
                EvaluatePriorsCommand.Create(output, error),
            },
            new Command("suite", "make an evaluation suite of a git history")
            {
                SuiteMineCommand.Create(output),
                SuiteCheckCommand.Create(output, error),
                SuiteRunCommand.Create(output, error, clock),
                SuiteAcceptCommand.Create(output),
                SuiteReportCommand.Create(output, error, clock),
            },
            FmtCommand.Create(input, output, error),
            ExplainCommand.Create(output, error),
            ReferenceCommand.Create(output),
            SchemaCommand.Create(output),
        };
        var parsed = root.Parse(arguments);
        var problems = UsageProblems.Of(parsed);
        if (problems.Count > 0)
        {
            foreach (var line in problems)
            {
                error.WriteLine(line);
            }

            return ExitCode.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
            if (parsed.CommandResult.Command.Name == ServeCommand.Name)
            {
                // The service handles signals itself, and takes the time that its settings give to requests in flight.
                invocation.ProcessTerminationTimeout = null;
            }

            return parsed.Invoke(invocation);
        }
        catch (UserError problem)
        {
            var help = problem.MissingPath is { } path ? UnreadablePath.HelpFor(path, parsed.CommandResult) : "";
            error.WriteLine($"error: {problem.Message}{help}");
            return problem.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {exception.Message.TrimEnd('.')}");
            return ExitCode.Usage;
        }
        catch (Exception exception)
        {
            error.WriteLine($"error: internal error: {exception.GetType().Name}: {exception.Message}");
            return ExitCode.Usage;
        }
    }
}
