using System.Net;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenants;

public sealed class PictureTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<SCRIPT>alert(1)</SCRIPT>")]
    [InlineData("<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>")]
    [InlineData("<rect onload='alert(1)'/>")]
    [InlineData("<a href='javascript:alert(1)'><rect/></a>")]
    [InlineData("<a xmlns:l='http://www.w3.org/1999/xlink' l:href='https://example.test'><rect/></a>")]
    [InlineData("<image href='https://example.test/pixel.png'/>")]
    [InlineData("<foreignObject><p>text</p></foreignObject>")]
    [InlineData("<rect>")]
    public async Task A_drawing_that_is_more_than_a_drawing_is_refused(string more)
    {
        var refused = await Should.ThrowAsync<TenantFileException>(() => platform.ApplyAsync("madrid", file => file["name"] = "Changed", ("bad.svg", Clubs.Drawing("red", more))));
        refused.Message.ShouldStartWith("bad.svg:");
        (await platform.Madrid().GetAsync("/files/bad.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.TenantAsync("madrid")).Name.ShouldBe("Club Madrid");
    }

    [Theory]
    [InlineData("<linearGradient id='g'/><rect fill='url(#g)'/>")]
    [InlineData("<use href='#shape'/>")]
    [InlineData("<style>rect { fill: red }</style>")]
    public async Task What_drawings_are_made_of_is_taken(string more)
    {
        await platform.ApplyAsync("madrid", _ => { }, ("good.svg", Clubs.Drawing("red", more)));
        (await platform.Madrid().GetAsync("/files/good.svg")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public Task A_picture_is_what_its_bytes_say() =>
        Should.ThrowAsync<TenantFileException>(() => platform.ApplyAsync("madrid", _ => { }, ("photo.png", "<html><body>no picture</body></html>")));
}
