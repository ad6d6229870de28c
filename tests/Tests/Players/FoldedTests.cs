using PadelSaaS.Players;

namespace PadelSaaS.Tests.Players;

public sealed class FoldedTests
{
    [Theory]
    [InlineData("Ángel  Núñez", "angel nunez")]
    [InlineData(" GARCÍA ", "garcia")]
    [InlineData("Søren", "soren")]
    [InlineData("علي", "علی")]
    [InlineData("İpek", "ipek")]
    public void A_name_is_found_however_it_is_typed(string typed, string folded) => Folded.Text(typed).Trim().ShouldBe(folded);

    [Fact]
    public void A_number_is_no_text_that_is_searched() => Folded.Searched("Ana", "A@b.test").ShouldBe("ana a@b.test");
}
