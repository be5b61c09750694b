using System.CommandLine;
using RulesRouter.Classifiers.Training.Adaptation;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Measuring;
using RulesRouter.Classifiers.Training.Shipping;
using RulesRouter.Cli.Exits;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter classifier</c>: train, evaluate and adapt the classifier.</summary>
internal static class ClassifierCommand
{
    /// <summary>In the order of <see cref="EvaluatePart"/>.</summary>
    private static readonly string[] Parts = ["own-labels", "by-ability", "family-out", "tasks", "forms", "kinds"];

    public static Command Create(TextWriter output, TextWriter error) =>
        new("classifier", "train, evaluate and adapt the classifier")
        {
            Train(output, error),
            Evaluate(output, error),
            Adapt(output, error),
        };

    private static Command Train(TextWriter output, TextWriter error)
    {
        var data = new Option<string>("--data") { Description = "folder of prompts with outcomes", Required = true };
        var folder = new Option<string>("--out")
        {
            Description = "folder to write the classifier to",
            DefaultValueFactory = _ => "models/classifier",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "random seed; the same data and seed give the same bytes",
            DefaultValueFactory = _ => 1,
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command("train", "train a classifier") { data, folder, seed, format };
        command.SetAction(parsed => Guarded(() =>
        {
            UnreadablePath.Check(parsed.GetValue(data)!);
            var result = TrainCommand.Run(
                new TrainOptions(parsed.GetValue(data)!, parsed.GetValue(folder)!, parsed.GetValue(seed)),
                new Lines(error));
            Write(parsed.GetValue(format)!, output, result.WriteHuman, result.WriteJson);
            return ExitCode.Fine;
        }));
        return command;
    }

    private static Command Evaluate(TextWriter output, TextWriter error)
    {
        var train = new Option<string?>("--train")
        {
            Description =
                "folder of prompts to train on, without groups and near-duplicates of the test rows; with --model, its training data",
        };
        var test = new Option<string>("--test") { Description = "folder of prompts to evaluate on", Required = true };
        var model = new Option<string?>("--model") { Description = "a trained classifier (file or folder) to evaluate without training" };
        var pair = new Option<string[]>("--pair")
        {
            Description = "WEAK,STRONG: a pair of models to route between; repeatable; default: two models of each data set",
        };
        var only = new Option<string[]>("--only")
        {
            Description = "own-labels|by-ability|family-out|tasks|forms|kinds: run only this part; repeatable",
        };
        only.AcceptOnlyFromAmong(Parts);
        var replicates = new Option<int>("--replicates")
        {
            Description = "bootstrap resamples per confidence interval",
            DefaultValueFactory = _ => 500,
        };
        var seed = new Option<int>("--seed") { Description = "random seed of folds, resamples and training", DefaultValueFactory = _ => 1 };
        var format = SharedOptions.Format("human", "json");
        var command = new Command(
            "evaluate",
            "measure routing, calibration and task recognition") { train, test, model, pair, only, replicates, seed, format };
        command.SetAction(parsed => Guarded(() =>
        {
            UnreadablePath.Check(parsed.GetValue(test), parsed.GetValue(train), parsed.GetValue(model));
            var result = EvaluateCommand.Run(
                new EvaluateOptions
                {
                    TestFolder = parsed.GetValue(test)!,
                    TrainFolder = parsed.GetValue(train),
                    ModelPath = parsed.GetValue(model),
                    Pairs = [.. (parsed.GetValue(pair) ?? []).Select(ModelPair.Parse)],
                    Parts = [.. (parsed.GetValue(only) ?? []).Select(part => (EvaluatePart)Array.IndexOf(Parts, part))],
                    Replicates = AtLeastOne(parsed.GetValue(replicates)),
                    Seed = parsed.GetValue(seed),
                },
                new Lines(error));
            Write(parsed.GetValue(format)!, output, result.WriteHuman, result.WriteJson);
            return ExitCode.Fine;
        }));
        return command;
    }

    private static Command Adapt(TextWriter output, TextWriter error)
    {
        var outcomes = new Option<string?>("--outcomes")
        {
            Description = "your own prompts with outcomes (JSONL, format of the training data)",
        };
        var store = new Option<string?>("--store")
        {
            Description = "outcome store without prompts, as written by `serve` and `outcomes import`; replaces --outcomes",
        };
        var model = new Option<string>("--model")
        {
            Description = "classifier to replace if the adapted one is better",
            DefaultValueFactory = _ => "models/classifier",
        };
        var format = SharedOptions.Format("human", "json");
        var command = new Command(
            "adapt",
            "retrain or recalibrate on your own outcomes and keep the better classifier") { outcomes, store, model, format };
        command.SetAction(parsed => Guarded(() =>
        {
            var options = new AdaptOptions(parsed.GetValue(model)!);
            var result = (parsed.GetValue(outcomes), parsed.GetValue(store)) switch
            {
                ({ } file, null) => AdaptCommand.Run(Existing(file), options, new Lines(error)),
                (null, { } path) => AdaptCommand.Run(OutcomesCommand.JudgedIn(path), options),
                _ => throw new FormatException("use either --outcomes or --store"),
            };
            Write(parsed.GetValue(format)!, output, result.WriteHuman, result.WriteJson);
            return result.Replaced ? ExitCode.Fine : ExitCode.Findings;
        }));
        return command;
    }

    private static void Write(string format, TextWriter output, Action<TextWriter> human, Action<TextWriter> json) =>
        (format == "json" ? json : human)(output);

    private static string Existing(string path)
    {
        UnreadablePath.Check(path);
        return path;
    }

    private static int AtLeastOne(int replicates) =>
        replicates >= 1 ? replicates : throw new FormatException($"--replicates must be 1 or more, found {replicates}");

    private static int Guarded(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is OutcomeDataException
            or UnknownModelException
            or InvalidDataException
            or FormatException)
        {
            throw new UserError(exception.Message.TrimEnd('.'));
        }
    }

    private sealed class Lines(TextWriter to) : IProgress<string>
    {
        public void Report(string value) => to.WriteLine(value);
    }
}
