namespace RulesRouter.Verification.Replaying;

/// <summary>Effects by all input bytes of the decision. Stops growing when full.</summary>
internal sealed class SituationCache
{
    private const int Most = 200_000;

    private readonly Dictionary<byte[], DecisionEffect> effects = new(new Bytes());
    private readonly Dictionary<byte[], DecisionEffect>.AlternateLookup<ReadOnlySpan<byte>> bySpan;

    public SituationCache() => bySpan = effects.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Number of situations that were not cached.</summary>
    public long Misses { get; private set; }

    public bool TryGet(ReadOnlySpan<byte> situation, out DecisionEffect effect) => bySpan.TryGetValue(situation, out effect!);

    public void Add(ReadOnlySpan<byte> situation, DecisionEffect effect)
    {
        Misses++;
        if (effects.Count < Most)
        {
            bySpan[situation] = effect;
        }
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(byte[] bytes) => GetHashCode(bytes.AsSpan());

        public bool Equals(ReadOnlySpan<byte> span, byte[] bytes) => span.SequenceEqual(bytes);

        public int GetHashCode(ReadOnlySpan<byte> span)
        {
            var hash = default(HashCode);
            hash.AddBytes(span);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> span) => span.ToArray();
    }
}
