# The container action: the Java runtime as far as we use it, the program with its start-up cache,
# and nothing else. It builds with BuildKit, and with the classic builder, which act uses.

# A JDK 25 at JAVA_HOME, on a Linux with bash, coreutils, findutils, grep, sed, glibc's C.UTF-8, and
# libstdc++ for protoc's plugin.
ARG JDK_IMAGE=eclipse-temurin:25.0.4.1_1-jdk-noble@sha256:0d623ea18d7b0fe1e12a2c0a920f7e950cad433387e5a49d3611e1507fa07602

# The jar. Maven makes it, unless JAR names one in the build's context. Maven's wrapper knows the
# checksum of the zip, and takes it only where there is an unzip: the JDK's jar stands in for it.
FROM $JDK_IMAGE AS jar
ARG JAR=
WORKDIR /source
COPY . .
RUN if [ -n "$JAR" ]; then cp "$JAR" /ecr-push.jar && exit; fi; \
    printf '#!/bin/sh\ncd "$4" && "$JAVA_HOME"/bin/jar -xf "$2" && chmod +x */bin/*\n' >/usr/bin/unzip && \
    chmod +x /usr/bin/unzip && \
    script/jar && mv target/ecr-push.jar /

# The runtime, and what it needs of a Linux. The modules are those that jdeps finds in the jar, but
# for java.desktop and java.sql, which only unused parts of Jackson mention. They are not compressed,
# because a layer is. The time is always the same one, so that versions share the layer.
FROM $JDK_IMAGE AS runtime
RUN "$JAVA_HOME/bin/jlink" --output /rootfs/java \
      --add-modules java.base,java.logging,java.naming,java.xml,jdk.unsupported \
      --strip-java-debug-attributes --no-header-files --no-man-pages && \
    rm /rootfs/java/bin/keytool && \
    cd /rootfs && mkdir -p etc root usr/lib/locale && mkdir -m 1777 tmp && \
    echo 'root:x:0:0:root:/root:/sbin/nologin' >etc/passwd && \
    echo 'root:x:0:' >etc/group && \
    cp -r /usr/lib/locale/C.utf8 usr/lib/locale/ && \
    find java -name '*.so' -exec ldd {} + | grep -oE '[[:space:]]/(usr/)?lib[^ ]+' | sort -u | \
      xargs cp --parents -L -t . && \
    find . -exec touch -h -d @1767225600 {} +

# The start-up cache. It remembers the time of the jar, so that is set before.
FROM $JDK_IMAGE AS training
COPY --from=runtime /rootfs/java /java
COPY script/train /source/script/
COPY src/train /source/src/train
COPY src/main/jvm /program/ecr-push/
COPY --from=jar /ecr-push.jar /program/ecr-push/
ARG SOURCE_DATE_EPOCH=1767225600
RUN chmod 644 /program/ecr-push/* && \
    touch -d "@$SOURCE_DATE_EPOCH" /program/ecr-push/* && \
    cp -a /program/ecr-push / && \
    /source/script/train /java/bin/java /ecr-push/ecr-push.jar /program/ecr-push/ecr-push.aot /ecr-push/flags && \
    touch -d "@$SOURCE_DATE_EPOCH" /program/ecr-push/ecr-push.aot /program/ecr-push

# The image's runtime takes the cache, or there is no image: what the image gets passes here.
FROM scratch AS proven
COPY --from=runtime /rootfs /
COPY --from=training /program /
COPY --from=training /program /program
RUN ["/java/bin/java", "@/ecr-push/flags", "-XX:AOTCache=/ecr-push/ecr-push.aot", "-XX:AOTMode=on", \
     "-cp", "/ecr-push/ecr-push.jar", "io.github.ecrpush.Main", "--version"]

FROM scratch
COPY --from=runtime /rootfs /
COPY --from=proven /program /
# A runtime that starts under an ASCII locale cannot name a file such as é.
ENV LC_ALL=C.UTF-8
ENTRYPOINT ["/java/bin/java", "@/ecr-push/flags", "@/ecr-push/short-flags", \
            "-XX:AOTCache=/ecr-push/ecr-push.aot", \
            "-cp", "/ecr-push/ecr-push.jar", "io.github.ecrpush.Main"]
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=2026-01-01T00:00:00Z
LABEL org.opencontainers.image.title="ecr-push-action" \
      org.opencontainers.image.description="Builds images with BuildKit and pushes them to Amazon ECR, with a GitHub OIDC token as the only credential." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/org/ecr-push-action" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
