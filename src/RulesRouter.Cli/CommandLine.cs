using System.CommandLine;
using RulesRouter.Cli.Commands;

namespace RulesRouter.Cli;

/// <summary>The commands of <c>rulesrouter</c>, and the one place that turns what goes wrong into a line and an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, TextReader input, TextWriter output, TextWriter error, TimeProvider clock)
    {
        (output, error) = (new PlainWriter(output), new PlainWriter(error));
        var root = new RootCommand("chooses a model for every request, by policies that live in git")
        {
            ValidateCommand.Create(output, clock),
            TestCommand.Create(input, output, error, clock),
            CoverageCommand.Create(output, error, clock),
            ProveCommand.Create(output, error, clock),
            DecideCommand.Create(input, output, error, clock),
            DiffCommand.Create(output, error, clock),
            new Command("catalog", "what is known about providers, models and endpoints") { CatalogShowCommand.Create(output, clock), CatalogCostCommand.Create(output, clock), CatalogImportCommand.Create(output) },
            ServeCommand.Create(output, error, clock),
            OutcomesCommand.Create(output, error, clock),
            ClassifierCommand.Create(output, error),
            new Command("evaluate", "what routing is worth on outcomes of the past") { EvaluateChainsCommand.Create(output, error), EvaluateCorrelationCommand.Create(output) },
            FmtCommand.Create(input, output, error),
            ReferenceCommand.Create(output),
            SchemaCommand.Create(output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
            {
                error.WriteLine($"error: {fault.Message}");
            }

            error.WriteLine("`rulesrouter --help` lists the commands");
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (UserError fault)
        {
            error.WriteLine($"error: {fault.Message}");
            return fault.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {exception.Message.TrimEnd('.')}");
            return ExitCode.Usage;
        }
        catch (Exception exception)
        {
            error.WriteLine($"error: a defect of rulesrouter: {exception.GetType().Name}: {exception.Message}");
            return ExitCode.Usage;
        }
    }
}
