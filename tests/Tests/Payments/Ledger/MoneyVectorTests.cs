using System.Text.Json.Nodes;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Tests.Booking.Calendar;

namespace PadelSaaS.Tests.Payments.Ledger;

public sealed class MoneyVectorTests
{
    private static readonly JsonNode File = Vectors.Read("pricing.json");

    // Hard case 16: a split sums to the total by largest remainder, in currencies of no, two and three decimals.
    [Fact]
    public void A_split_gives_what_the_vectors_say_and_sums_to_the_total()
    {
        foreach (var vector in Of("splits", 10))
        {
            var parts = Portions.Of((long)vector["amountMinor"]!, Numbers(vector["weights"]));
            parts.ShouldBe(Numbers(vector["expected"]), vector.ToJsonString());
            parts.Sum().ShouldBe((long)vector["amountMinor"]!);
        }
    }

    [Fact]
    public void A_split_refuses_weights_that_say_nothing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Portions.Of(100, [0, 0]));
        Should.Throw<ArgumentOutOfRangeException>(() => Portions.Of(100, []));
        Should.Throw<ArgumentOutOfRangeException>(() => Portions.Of(100, [2, -1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Portions.Of(-1, [1]));
    }

    [Fact]
    public void Commission_is_what_the_vectors_say_and_the_club_gets_the_rest()
    {
        foreach (var vector in Of("commission", 8))
        {
            var terms = new CommissionTerms((int)vector["bps"]!, (long)vector["fixedMinor"]!, (long)vector["minMinor"]!, (long?)vector["maxMinor"]);
            var gross = (long)vector["grossMinor"]!;
            (terms.Of(gross), gross - terms.Of(gross)).ShouldBe(((long)vector["expectedFee"]!, (long)vector["expectedClubNet"]!), vector.ToJsonString());
        }
    }

    [Theory]
    [InlineData(3650, 500, 0, 0, null, 183)] // 182.5 goes up, also where rounding to even would not
    [InlineData(20, 0, 50, 0, null, 20)]
    [InlineData(20, 0, 0, 50, null, 20)]
    [InlineData(1000, 100, 0, 50, null, 50)]
    [InlineData(0, 500, 25, 50, null, 0)]
    [InlineData(long.MaxValue, 10_000, 0, 0, null, long.MaxValue)]
    public void Commission_is_never_more_than_the_payment(long gross, int basisPoints, long fix, long least, long? most, long fee) =>
        new CommissionTerms(basisPoints, fix, least, most).Of(gross).ShouldBe(fee);

    // Hard case 21: a partial refund returns commission in proportion.
    [Fact]
    public void Refunds_return_commission_as_the_vectors_say()
    {
        foreach (var vector in Of("partialRefunds", 2))
        {
            var (gross, fee, before) = ((long)vector["gross"]!, (long)vector["fee"]!, 0L);
            foreach (var expected in vector["expected"]!.AsArray())
            {
                var refund = (long)expected!["refund"]!;
                var back = CommissionTerms.Back(gross, fee, before, refund);
                (back, refund - back).ShouldBe(((long)expected["feeReversed"]!, (long)expected["clubDebit"]!));
                before += refund;
            }
        }
    }

    // Hard case 21, whatever the parts: the commission goes back exactly and never in more than what is refunded.
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public void A_payment_that_goes_back_in_parts_returns_its_whole_commission(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var gross = random.NextInt64(1, 200_000);
            var fee = new CommissionTerms(random.Next(0, 2_000), random.Next(0, 60)).Of(gross);
            var (before, returned) = (0L, 0L);
            while (before < gross)
            {
                var refund = Math.Min(gross - before, random.NextInt64(1, gross + 1));
                var back = CommissionTerms.Back(gross, fee, before, refund);
                back.ShouldBeInRange(0, refund, $"seed {seed}: {gross} {fee} {before} {refund}");
                (before, returned) = (before + refund, returned + back);
            }
            returned.ShouldBe(fee, $"seed {seed}: {gross} {fee}");
        }
    }

    [Fact]
    public void Tax_is_what_an_amount_contains()
    {
        foreach (var vector in Of("taxInclusive", 4))
        {
            var tax = Portions.ContainedTax((long)vector["grossMinor"]!, (int)vector["rateBps"]!);
            (tax, (long)vector["grossMinor"]! - tax).ShouldBe(((long)vector["expectedTax"]!, (long)vector["expectedNet"]!), (string)vector["name"]!);
        }
    }

    private static List<JsonNode> Of(string part, int count)
    {
        var vectors = File[part]!.AsArray().Select(vector => vector!).ToList();
        vectors.Count.ShouldBe(count);
        return vectors;
    }

    private static long[] Numbers(JsonNode? numbers) => [.. numbers!.AsArray().Select(number => (long)number!)];
}
