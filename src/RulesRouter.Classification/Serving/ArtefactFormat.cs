using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// The artefact: a header that identifies the feature version, followed by little-endian numbers. It holds no text: n-grams are
/// buckets of a hash.
/// </summary>
internal static class ArtefactFormat
{
    private const uint Magic = 0x4C435252;
    private const int Version = 7;

    public static byte[] Write(ClassifierParameters parameters)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var number in Header)
        {
            writer.Write(number);
        }

        writer.Write(parameters.Seed);
        writer.Write(parameters.Tasks is not null);
        if (parameters.Tasks is { } tasks)
        {
            Write(writer, tasks);
        }

        writer.Write(parameters.Lengths.Slope);
        writer.Write(parameters.Lengths.Middle);
        foreach (var domain in parameters.Domains)
        {
            writer.Write(domain is not null);
            if (domain is not null)
            {
                Write(writer, domain);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">Not an artefact, or made for other features.</exception>
    public static ClassifierParameters Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            foreach (var expected in Header)
            {
                var found = reader.ReadInt32();
                if (found != expected)
                {
                    throw new InvalidDataException($"was made for another version of the classifier (found {found}, expected {expected})");
                }
            }

            var seed = reader.ReadInt32();
            var tasks = reader.ReadBoolean() ? ReadTasks(reader) : null;
            var lengths = new LengthResponse(ReadNumber(reader), ReadNumber(reader));
            var domains = new DomainModel?[Domains.Count];
            for (var at = 0; at < domains.Length; at++)
            {
                domains[at] = reader.ReadBoolean() ? ReadDomain(reader, lengths) : null;
            }

            return reader.BaseStream.Position == bytes.Length
                ? new ClassifierParameters(seed, tasks, domains, lengths)
                : throw new InvalidDataException("has extra bytes after the end");
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("is truncated", exception);
        }
    }

    private static int[] Header { get; } =
        [
            unchecked((int)Magic),
            Version,
            GramBuckets.Bits,
            TaskGrams.Bits,
            (int)TaskView.Count,
            (int)Concept.Count,
            DenseFeatures.Count,
            DomainTargets.Count,
            Domains.Count,
            EnumNames<TaskKind>.All.Length,
        ];

    private static TaskKind TaskOf(int task) =>
        task >= 0 && task < EnumNames<TaskKind>.All.Length ? (TaskKind)task : throw new InvalidDataException("has an unknown task");

    private static void Write(BinaryWriter writer, TaskModel tasks)
    {
        Write(writer, [.. tasks.Tasks.Select(task => (int)task)]);
        Write(writer, tasks.Biases);
        Write(writer, tasks.Steps);
        writer.Write(tasks.Temperature);
        writer.Write(tasks.Threshold);
        writer.Write(tasks.ForeignThreshold);
        Write(writer, tasks.ProbeScores);
        writer.Write(tasks.Buckets.Length);
        foreach (var bucket in tasks.Buckets)
        {
            writer.Write((ushort)bucket);
        }

        foreach (var weight in tasks.Weights)
        {
            writer.Write(weight);
        }
    }

    private static TaskModel ReadTasks(BinaryReader reader)
    {
        TaskKind[] tasks = [.. ReadIntegers(reader).Select(TaskOf)];
        var (biases, steps) = (ReadNumbers(reader, tasks.Length), ReadNumbers(reader, tasks.Length));
        var (temperature, threshold, foreign) = (ReadNumber(reader), ReadNumber(reader), ReadNumber(reader));
        var probes = ReadNumbers(reader, Probes.Count * tasks.Length);
        var buckets = new int[Length(reader.ReadInt32(), TaskGrams.Count)];
        for (var at = 0; at < buckets.Length; at++)
        {
            buckets[at] = reader.ReadUInt16();
        }

        var weights = new short[buckets.Length * tasks.Length];
        for (var at = 0; at < weights.Length; at++)
        {
            weights[at] = reader.ReadInt16();
        }

        return temperature > 0
            ? new TaskModel(tasks, biases, buckets, weights, steps, temperature, threshold, foreign, probes)
            : throw new InvalidDataException("has a temperature that is not positive");
    }

    private static void Write(BinaryWriter writer, FamiliarSource source)
    {
        writer.Write(source.Rows);
        writer.Write(source.Rarity);
        writer.Write(source.Middle);
        writer.Write(source.Limit);
    }

    private static FamiliarSource ReadSource(BinaryReader reader)
    {
        var source = new FamiliarSource(reader.ReadInt32(), ReadBytes(reader, GramBuckets.Count), ReadNumber(reader), ReadNumber(reader));
        return source.Limit > source.Middle ? source : throw new InvalidDataException("has a source whose limit is not above its median");
    }

    private static void Write(BinaryWriter writer, DomainModel model)
    {
        Write(writer, model.Stack);
        writer.Write(model.MeanDifficulty);
        writer.Write(model.Lengths.Middle);
        writer.Write(model.Response.MeanEase);
        writer.Write(model.Response.MeanSpread);
        Write(writer, model.Response.Weights);
        writer.Write(model.EaseStep);
        writer.Write(model.SpreadStep);
        writer.Write(model.Correction.Slope);
        writer.Write(model.Correction.Shift);
        writer.Write(model.Familiarity.Sources.Count);
        foreach (var source in model.Familiarity.Sources)
        {
            Write(writer, source);
        }
    }

    private static DomainModel ReadDomain(BinaryReader reader, LengthResponse lengths)
    {
        var stack = ReadStacked(reader);
        var (meanDifficulty, middle) = (ReadNumber(reader), ReadNumber(reader));
        var response = new ItemResponse(ReadNumber(reader), ReadNumber(reader), ReadNumbers(reader, ItemResponse.Features));
        var (easeStep, spreadStep) = (ReadNumber(reader), ReadNumber(reader));
        var correction = new Correction(ReadNumber(reader), ReadNumber(reader));
        var sources = new FamiliarSource[Length(reader.ReadInt32(), Familiarity.MaxSources)];
        for (var at = 0; at < sources.Length; at++)
        {
            sources[at] = ReadSource(reader);
        }

        return new DomainModel(
            stack,
            response,
            new Familiarity(sources),
            lengths with { Middle = middle },
            meanDifficulty,
            easeStep,
            spreadStep,
            correction);
    }

    private static void Write(BinaryWriter writer, StackedModel model)
    {
        Write(writer, model.Heads.Scale);
        Write(writer, model.Heads.Grams);
        Write(writer, model.Heads.Dense);
        foreach (var trees in model.Heads.Trees)
        {
            writer.Write(trees.Bias);
            Write(writer, trees.Roots);
            Write(writer, [.. trees.Features.Select(feature => (int)feature)]);
            Write(writer, trees.Thresholds);
            Write(writer, trees.Lower);
            Write(writer, trees.Upper);
            Write(writer, trees.Leaves);
            Write(writer, trees.ProbeScores);
        }

        foreach (var output in model.Outputs)
        {
            writer.Write(output.Constant);
            Write(writer, output.Weights);
        }
    }

    private static StackedModel ReadStacked(BinaryReader reader)
    {
        var scale = ReadScale(reader);
        var grams = ReadLinear(reader, GramBuckets.Count);
        var dense = ReadLinear(reader, DenseFeatures.Count);
        var trees = new TreeHead[DomainTargets.Count];
        for (var at = 0; at < trees.Length; at++)
        {
            trees[at] = TreeCheck.Checked(new TreeHead
            {
                Bias = reader.ReadSingle(),
                Roots = ReadIntegers(reader),
                Features = [.. ReadIntegers(reader).Select(feature => (ushort)feature)],
                Thresholds = ReadNumbers(reader),
                Lower = ReadIntegers(reader),
                Upper = ReadIntegers(reader),
                Leaves = ReadNumbers(reader),
                ProbeScores = ReadNumbers(reader, Probes.Count),
            });
        }

        var outputs = new Blend[DomainTargets.Count];
        for (var at = 0; at < outputs.Length; at++)
        {
            outputs[at] = new Blend(reader.ReadSingle(), ReadNumbers(reader, HeadSet.ScoreCount(DomainTargets.Count)));
        }

        return grams.Length == DomainTargets.Count && dense.Length == DomainTargets.Count
            ? new StackedModel(new HeadSet(scale, grams, dense, trees), outputs)
            : throw new InvalidDataException("has an unexpected number of heads");
    }

    private static void Write(BinaryWriter writer, DenseScale scale)
    {
        Write(writer, scale.Mean);
        Write(writer, scale.Inverse);
    }

    private static DenseScale ReadScale(BinaryReader reader) =>
        new(ReadNumbers(reader, DenseFeatures.Count), ReadNumbers(reader, DenseFeatures.Count));

    private static void Write(BinaryWriter writer, LinearHead[] heads)
    {
        writer.Write(heads.Length);
        foreach (var head in heads)
        {
            writer.Write(head.Bias);
            Write(writer, head.Weights);
            Write(writer, head.ProbeScores);
        }
    }

    private static LinearHead[] ReadLinear(BinaryReader reader, int size)
    {
        var heads = new LinearHead[Length(reader.ReadInt32(), 64)];
        for (var at = 0; at < heads.Length; at++)
        {
            var bias = reader.ReadSingle();
            var weights = ReadNumbers(reader);
            heads[at] = weights.Length is 0 || weights.Length == size
                ? new LinearHead(weights, bias, ReadNumbers(reader, Probes.Count))
                : throw new InvalidDataException("has a head of an unexpected size");
        }

        return heads;
    }

    private static void Write(BinaryWriter writer, float[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }

    private static void Write(BinaryWriter writer, int[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }

    private static float[] ReadNumbers(BinaryReader reader, int? expected = null)
    {
        var numbers = new float[Length(reader.ReadInt32(), 1 << 20)];
        for (var at = 0; at < numbers.Length; at++)
        {
            numbers[at] = ReadNumber(reader);
        }

        return expected is null || numbers.Length == expected
            ? numbers
            : throw new InvalidDataException("has a list of an unexpected length");
    }

    private static float ReadNumber(BinaryReader reader) =>
        reader.ReadSingle() is var number && float.IsFinite(number)
            ? number
            : throw new InvalidDataException("has a number that is not finite");

    private static byte[] ReadBytes(BinaryReader reader, int count) =>
        reader.ReadBytes(count) is var bytes && bytes.Length == count ? bytes : throw new EndOfStreamException();

    private static int[] ReadIntegers(BinaryReader reader)
    {
        var numbers = new int[Length(reader.ReadInt32(), 1 << 20)];
        for (var at = 0; at < numbers.Length; at++)
        {
            numbers[at] = reader.ReadInt32();
        }

        return numbers;
    }

    private static int Length(int found, int most) =>
        found >= 0 && found <= most ? found : throw new InvalidDataException("has a length out of range");
}
