using System.CommandLine;
using RulesRouter.Classifiers.Training.Chains;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Cli.Exits;
using RulesRouter.Policies;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter evaluate chains</c>: compares rankings by their cost on outcomes with real dollars.</summary>
internal static class EvaluateChainsCommand
{
    private const int LongestChain = 6;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var train = new Option<string>("--train")
        {
            Description = "outcomes with dollars to learn from (JSONL, plain or .gz)",
            Required = true,
        };
        var test = new Option<string?>("--test")
        {
            Description = "outcomes to decide on; default: the first file is split at random, by group",
        };
        var splits = new Option<int>("--splits") { Description = "number of random splits", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed")
        {
            Description = "random seed; the same data and seed give the same figures",
            DefaultValueFactory = _ => 1,
        };
        var unsolved = new Option<double>("--unsolved-cost") { Description = "cost of an unsolved task, in dollars", Required = true };
        var wrong = new Option<double?>("--wrong-cost")
        {
            Description = "cost of an accepted wrong answer, in dollars; default: --unsolved-cost",
        };
        var accept = new Option<double>("--false-accept")
        {
            Description = "share of wrong answers that the verifier accepts, 0 to 1",
            DefaultValueFactory = _ => 0,
        };
        var reject = new Option<double>("--false-reject")
        {
            Description = "share of right answers that the verifier rejects, 0 to 1",
            DefaultValueFactory = _ => 0,
        };
        var verify = new Option<double>("--verify-cost")
        {
            Description = "cost of one verification, in dollars",
            DefaultValueFactory = _ => 0,
        };
        var longest = new Option<int>("--max-length")
        {
            Description = "maximum number of attempts in a chain",
            DefaultValueFactory = _ => 3,
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("chains", "learn fallback chains on one part of the outcomes and price them on the rest")
        {
            train, test, splits, seed, unsolved, wrong, accept, reject, verify, longest, format,
        };
        command.SetAction(parsed =>
        {
            var unsolvedUsd = AtLeastZero(parsed.GetValue(unsolved), "--unsolved-cost");
            var terms = CostRule.Default with
            {
                UnsolvedUsd = unsolvedUsd,
                WrongAcceptedUsd = Wrong(parsed.GetValue(wrong), unsolvedUsd),
                FalseAccept = Share(parsed.GetValue(accept), "--false-accept"),
                FalseReject = Share(parsed.GetValue(reject), "--false-reject"),
                VerifyUsd = AtLeastZero(parsed.GetValue(verify), "--verify-cost"),
            };
            var options = new ChainsOptions
            {
                TrainFile = parsed.GetValue(train)!,
                TestFile = parsed.GetValue(test),
                Splits = Within(parsed.GetValue(splits), 1, 10_000, "--splits"),
                Seed = parsed.GetValue(seed),
                MaxLength = Within(parsed.GetValue(longest), 1, LongestChain, "--max-length"),
                Terms = terms,
            };
            return Run(options, parsed.GetValue(format)!, output, error);
        });
        return command;
    }

    private static int Run(ChainsOptions options, string format, TextWriter output, TextWriter error)
    {
        UnreadablePath.Check(options.TrainFile, options.TestFile);
        try
        {
            var result = ChainsCommand.Run(options, new ProgressLines(error));
            if (format == "json")
            {
                result.WriteJson(output);
            }
            else
            {
                result.WriteHuman(output);
            }

            return ExitCode.Fine;
        }
        catch (OutcomeDataException problem)
        {
            throw new UserError(problem.Message.TrimEnd('.'));
        }
    }

    private static double Wrong(double? given, double unsolvedUsd) => given is null
        ? unsolvedUsd
        : given >= unsolvedUsd
            ? given.Value
            : throw new UserError("--wrong-cost must be at least --unsolved-cost: an accepted wrong answer costs no less than no answer");

    private static double AtLeastZero(double value, string option) =>
        value >= 0 && double.IsFinite(value) ? value : throw new UserError($"{option} must be at least 0");

    private static double Share(double value, string option) =>
        value is >= 0 and <= 1 ? value : throw new UserError($"{option} must be between 0 and 1");

    private static int Within(int value, int min, int max, string option) =>
        value >= min && value <= max ? value : throw new UserError($"{option} must be between {min} and {max}");

    private sealed class ProgressLines(TextWriter to) : IProgress<string>
    {
        public void Report(string value) => to.WriteLine(value);
    }
}
