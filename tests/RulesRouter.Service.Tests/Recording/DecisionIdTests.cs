using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

public sealed class DecisionIdTests
{
    private static readonly DecisionIds Ids = new(new DecisionKey(RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public void Ids_sort_by_time_and_need_no_escaping_in_a_URL()
    {
        var ids = Enumerable.Range(0, 100).Select(second => Ids.Next(RunningService.Now.AddSeconds(second), hasOutcomes: true)).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Equal(id, Uri.EscapeDataString(id)));
        Assert.All(ids, id => Assert.Equal(57, id.Length));
    }

    [Fact]
    public void An_id_is_recognised_with_its_time_by_every_instance_with_the_same_key()
    {
        var folder = Directory.CreateTempSubdirectory("key-").FullName;
        var options = new ServiceOptions { PoliciesPath = "", DecisionKeyPath = Path.Combine(folder, "key") };
        var (one, other) = (new DecisionIds(DecisionKey.Of(options)), new DecisionIds(DecisionKey.Of(options)));

        Assert.Equal(RunningService.Now, other.SignedAt(one.Next(RunningService.Now, hasOutcomes: true)));
        Assert.Null(Ids.SignedAt(one.Next(RunningService.Now, hasOutcomes: true)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_id_of_a_decision_without_outcomes_is_not_recognised() =>
        Assert.Null(Ids.SignedAt(Ids.Next(RunningService.Now, hasOutcomes: false)));

    [Property]
    public bool A_changed_character_makes_an_id_forged(PositiveInt place, char other)
    {
        var id = Ids.Next(RunningService.Now, hasOutcomes: true).ToCharArray();
        var index = place.Get % id.Length;
        var differs = char.ToLowerInvariant(id[index]) != char.ToLowerInvariant(other);
        id[index] = other;

        return !differs || Ids.SignedAt(new string(id)) is null;
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("01990b2e-7c00-7abc-8def-0123456789ab")]
    public void Another_text_is_no_id(string text) => Assert.Null(Ids.SignedAt(text));

    [Fact]
    public void A_key_file_with_other_content_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "secret");

        Assert.Equal(
            $"`{path}` must hold the key of decision ids, 64 hexadecimal digits; delete it for a new key, which ends reports about earlier decisions that the outcome store does not know",
            Assert.Throws<IOException>(() => DecisionKey.Of(new ServiceOptions { PoliciesPath = "", DecisionKeyPath = path })).Message);
        File.Delete(path);
    }
}
