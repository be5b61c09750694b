using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>
/// Finds training rows that are nearly a test row under another id: rows that share half of their rare runs of eight words.
/// Runs that many rows share come from a template and are ignored.
/// </summary>
internal sealed class NearDuplicates
{
    private const int RunLength = 8;
    private const int TemplateRows = 12;
    private readonly Dictionary<uint, int> rowsWith = [];
    private readonly HashSet<uint> testRuns = [];

    public NearDuplicates(IEnumerable<OutcomeRow> test, IEnumerable<OutcomeRow> all)
    {
        foreach (var row in all)
        {
            foreach (var run in RunsOf(row.Prompt))
            {
                rowsWith[run] = rowsWith.GetValueOrDefault(run) + 1;
            }
        }

        foreach (var row in test)
        {
            testRuns.UnionWith(RunsOf(row.Prompt));
        }
    }

    public bool Contains(OutcomeRow row)
    {
        var rare = RunsOf(row.Prompt).Where(run => rowsWith.GetValueOrDefault(run) <= TemplateRows).ToList();
        return rare.Count > 0 && rare.Count(testRuns.Contains) * 2 >= rare.Count;
    }

    private static HashSet<uint> RunsOf(string prompt)
    {
        var listener = new RunListener([]);
        PromptFeatures features = default;
        PromptScanner.Scan(prompt, ref features, ref listener);
        return listener.Runs;
    }

    private struct RunListener(HashSet<uint> runs) : IScanListener
    {
        private readonly Queue<uint> last = [];

        public HashSet<uint> Runs { get; } = runs;

        public void Word(uint hash)
        {
            last.Enqueue(hash);
            if (last.Count < RunLength)
            {
                return;
            }

            Runs.Add(last.Aggregate(WordHash.Start, (sum, word) => WordHash.Add(sum, (int)word)));
            last.Dequeue();
        }

        public readonly void Characters(ReadOnlySpan<byte> lowered, int context)
        {
        }
    }
}
